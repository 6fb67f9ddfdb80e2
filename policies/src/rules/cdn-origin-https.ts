import { distribution } from './distribution.ts';
import { requirementRule } from './requirements.ts';

/** The websites of S3 answer only over HTTP. */
export const cdnOriginHttps = requirementRule({
  id: 'cdn-origin-https',
  title: 'CloudFront reaches its origins over HTTPS with TLS 1.2 and later.',
  why: 'Between CloudFront and the origin, anyone on the way can read and change requests and answers.',
  fix: `Use HTTPS:
  customOriginConfig: { originProtocolPolicy: 'https-only', originSslProtocols: ['TLSv1.2'], httpPort: 80, httpsPort: 443 }`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html',
  controls: ['CloudFront.9', 'CloudFront.10'],
  requires: [
    {
      types: ['aws:cloudfront/distribution:Distribution'],
      path: 'origins.*.customOriginConfig?.originProtocolPolicy',
      noneOf: ['http-only', 'match-viewer'],
      leftOut: 'passes',
      fails: 'It reaches an origin over plain HTTP.',
      passes: 'It reaches its origins over HTTPS.',
    },
    {
      types: ['aws:cloudfront/distribution:Distribution'],
      path: 'origins.*.customOriginConfig?.originSslProtocols.*',
      noneOf: ['SSLv3', 'TLSv1', 'TLSv1.1'],
      leftOut: 'passes',
      fails: 'It accepts versions before TLS 1.2 of an origin.',
      passes: 'It accepts only TLS 1.2 of its origins.',
    },
  ],
  examples: {
    passing: [
      distribution({
        origin:
          "domainName: 'example.com', customOriginConfig: { originProtocolPolicy: 'https-only', originSslProtocols: ['TLSv1.2'], httpPort: 80, httpsPort: 443 }",
      }),
    ],
    failing: [
      distribution({
        origin:
          "domainName: 'example.com', customOriginConfig: { originProtocolPolicy: 'http-only', originSslProtocols: ['TLSv1.2'], httpPort: 80, httpsPort: 443 }",
      }),
      distribution({
        origin:
          "domainName: 'example.com', customOriginConfig: { originProtocolPolicy: 'https-only', originSslProtocols: ['TLSv1'], httpPort: 80, httpsPort: 443 }",
      }),
    ],
  },
});
