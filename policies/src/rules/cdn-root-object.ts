import { isUnknown, listOf, type Node, valueAt } from '@goldpath/program';
import { requirementRule } from './requirements.ts';

/** A distribution for an API needs none: it accepts methods that write. */
export const cdnRootObject = requirementRule({
  id: 'cdn-root-object',
  title: 'CloudFront answers the root of a site with a page.',
  why: 'A request for the root can show the list of all objects of the bucket.',
  fix: `Name the page:
  defaultRootObject: 'index.html'`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html',
  controls: ['CloudFront.1'],
  requires: [
    {
      types: ['aws:cloudfront/distribution:Distribution'],
      path: 'defaultRootObject',
      set: true,
      leftOut: 'fails',
      appliesTo: servesFiles,
      fails: 'It has no page for the root.',
      passes: 'It has a page for the root.',
    },
  ],
  examples: {
    passing: [
      `new aws.cloudfront.Distribution('site', {
  enabled: true, origins: [{ originId: 'site', domainName: 'example.com' }],
  defaultCacheBehavior: { targetOriginId: 'site', viewerProtocolPolicy: 'https-only', allowedMethods: ['GET'], cachedMethods: ['GET'] },
  restrictions: { geoRestriction: { restrictionType: 'none' } }, viewerCertificate: { cloudfrontDefaultCertificate: true },
  defaultRootObject: 'index.html',
});`,
    ],
    failing: [
      `new aws.cloudfront.Distribution('site', {
  enabled: true, origins: [{ originId: 'site', domainName: 'example.com' }],
  defaultCacheBehavior: { targetOriginId: 'site', viewerProtocolPolicy: 'https-only', allowedMethods: ['GET'], cachedMethods: ['GET'] },
  restrictions: { geoRestriction: { restrictionType: 'none' } }, viewerCertificate: { cloudfrontDefaultCertificate: true },
});`,
    ],
  },
});

function servesFiles({ inputs }: Node): boolean {
  const methods = valueAt(inputs, ['defaultCacheBehavior', 'allowedMethods']);
  return !isUnknown(methods) && !listOf(methods).includes('POST');
}
