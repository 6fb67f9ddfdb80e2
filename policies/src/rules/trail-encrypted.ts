import { requirementRule } from './requirements.ts';

export const trailEncrypted = requirementRule({
  id: 'trail-encrypted',
  title: 'Trails are encrypted with a key of KMS.',
  why: 'Everyone who can read the bucket can read who did what in the account.',
  fix: `Name a key whose policy lets CloudTrail encrypt:
  kmsKeyId: key.arn`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html',
  controls: ['CloudTrail.2'],
  requires: [
    {
      types: ['aws:cloudtrail/trail:Trail'],
      path: 'kmsKeyId',
      set: true,
      leftOut: 'fails',
      fails: 'No key of KMS encrypts the trail.',
      passes: 'A key of KMS encrypts it.',
    },
  ],
  examples: {
    passing: [
      `new aws.cloudtrail.Trail('audit', { s3BucketName: 'audit', kmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1' });`,
    ],
    failing: [`new aws.cloudtrail.Trail('audit', { s3BucketName: 'audit' });`],
  },
});
