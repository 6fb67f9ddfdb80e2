import { requirementRule } from './requirements.ts';

/** New buckets have no ACLs unless they ask for them. */
export const bucketWithoutAcl = requirementRule({
  id: 'bucket-without-acl',
  title: 'Buckets decide about access by policies, not by ACLs.',
  why: 'An ACL on a single object can make it public, and no policy shows it.',
  fix: `Turn ACLs off:
  new aws.s3.BucketOwnershipControls('images', { bucket: bucket.id, rule: { objectOwnership: 'BucketOwnerEnforced' } });`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html',
  controls: ['S3.12'],
  requires: [
    {
      types: ['aws:s3/bucketOwnershipControls:BucketOwnershipControls'],
      path: 'rule.objectOwnership',
      is: 'BucketOwnerEnforced',
      leftOut: 'passes',
      fails: 'ACLs decide about access to the objects.',
      passes: 'ACLs are off.',
    },
  ],
  examples: {
    passing: [
      `new aws.s3.BucketOwnershipControls('images', { bucket: 'images', rule: { objectOwnership: 'BucketOwnerEnforced' } });`,
    ],
    failing: [
      `new aws.s3.BucketOwnershipControls('images', { bucket: 'images', rule: { objectOwnership: 'ObjectWriter' } });`,
    ],
  },
});
