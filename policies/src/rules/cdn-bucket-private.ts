import { distribution } from './distribution.ts';
import { requirementRule } from './requirements.ts';

export const cdnBucketPrivate = requirementRule({
  id: 'cdn-bucket-private',
  title: 'CloudFront reads buckets by an origin access control.',
  why: 'Without it the bucket must be public, and visitors can read past CloudFront and its rules.',
  fix: `Read the bucket with an origin access control:
  origins: [{ originId: 'site', domainName: bucket.bucketRegionalDomainName, originAccessControlId: control.id }]`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html',
  controls: ['CloudFront.13'],
  requires: [
    {
      types: ['aws:cloudfront/distribution:Distribution'],
      path: 'origins.*.s3OriginConfig?.originAccessIdentity',
      set: false,
      leftOut: 'passes',
      fails: 'It reads a bucket by an origin access identity, which AWS has replaced.',
      passes: 'It reads no bucket by an origin access identity.',
    },
  ],
  examples: {
    passing: [
      distribution({
        origin: "domainName: 'images.s3.us-east-1.amazonaws.com', originAccessControlId: 'oac'",
      }),
    ],
    failing: [
      distribution({
        origin:
          "domainName: 'images.s3.us-east-1.amazonaws.com', s3OriginConfig: { originAccessIdentity: 'origin-access-identity/cloudfront/1' }",
      }),
    ],
  },
});
