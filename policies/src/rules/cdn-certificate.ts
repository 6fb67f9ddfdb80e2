import { distribution } from './distribution.ts';
import { requirementRule } from './requirements.ts';

/** The versions before TLS 1.2; the provider takes TLSv1 where none is given. */
const old = ['SSLv3', 'TLSv1', 'TLSv1_2016', 'TLSv1.1_2016'];

/** Without a certificate of its own, a distribution accepts TLS 1.0. */
export const cdnCertificate = requirementRule({
  id: 'cdn-certificate',
  title: 'CloudFront uses a certificate of the site, by its name (SNI), and TLS 1.2 and later.',
  why: 'The default certificate accepts TLS 1.0, which has known weaknesses.',
  fix: `Use a certificate of ACM in us-east-1:
  viewerCertificate: { acmCertificateArn: certificate.arn, sslSupportMethod: 'sni-only', minimumProtocolVersion: 'TLSv1.2_2021' }`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html',
  controls: ['CloudFront.7', 'CloudFront.8', 'CloudFront.15'],
  requires: [
    {
      types: ['aws:cloudfront/distribution:Distribution'],
      path: 'viewerCertificate.cloudfrontDefaultCertificate',
      is: false,
      leftOut: 'passes',
      fails: 'It uses the default certificate of CloudFront.',
      passes: 'It uses a certificate of its own.',
    },
    {
      types: ['aws:cloudfront/distribution:Distribution'],
      path: 'viewerCertificate.sslSupportMethod',
      is: 'sni-only',
      leftOut: 'passes',
      fails: 'It has an address of its own for old clients.',
      passes: 'It finds the certificate by the name of the site.',
    },
    {
      types: ['aws:cloudfront/distribution:Distribution'],
      path: 'viewerCertificate.minimumProtocolVersion',
      noneOf: old,
      leftOut: 'fails',
      when: [{ path: 'viewerCertificate.cloudfrontDefaultCertificate', is: false, leftOut: 'met' }],
      fails: 'It accepts versions before TLS 1.2.',
      passes: 'It accepts only TLS 1.2 and later.',
    },
  ],
  examples: {
    passing: [
      distribution({
        certificate:
          "acmCertificateArn: 'arn', sslSupportMethod: 'sni-only', minimumProtocolVersion: 'TLSv1.2_2021'",
      }),
    ],
    failing: [
      distribution(),
      distribution({ certificate: "acmCertificateArn: 'arn', sslSupportMethod: 'sni-only'" }),
      distribution({
        certificate:
          "acmCertificateArn: 'arn', sslSupportMethod: 'vip', minimumProtocolVersion: 'TLSv1.2_2021'",
      }),
    ],
  },
});
