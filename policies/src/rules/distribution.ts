/** The parts of {@link distribution} that differ between examples, as TypeScript. */
interface DistributionParts {
  /** properties of the only origin */
  origin?: string;
  viewerProtocolPolicy?: string;
  /** properties of the certificate */
  certificate?: string;
  /** further properties */
  more?: string;
}

/** Returns a distribution of CloudFront for the examples of a rule. */
export function distribution({
  origin = "domainName: 'example.com'",
  viewerProtocolPolicy = 'https-only',
  certificate = 'cloudfrontDefaultCertificate: true',
  more,
}: DistributionParts = {}): string {
  const last = more === undefined ? '' : `\n  ${more},`;
  return `new aws.cloudfront.Distribution('site', {
  enabled: true, origins: [{ originId: 'site', ${origin} }],
  defaultCacheBehavior: { targetOriginId: 'site', viewerProtocolPolicy: '${viewerProtocolPolicy}', allowedMethods: ['GET'], cachedMethods: ['GET'] },
  restrictions: { geoRestriction: { restrictionType: 'none' } }, viewerCertificate: { ${certificate} },${last}
});`;
}
