import { requirementRule } from './requirements.ts';

export const trailValidated = requirementRule({
  id: 'trail-validated',
  title: 'Changes of the log files of trails can be detected.',
  why: 'An attacker can remove the traces from the bucket unseen.',
  fix: `Sign the log files:
  enableLogFileValidation: true`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html',
  controls: ['CloudTrail.4'],
  requires: [
    {
      types: ['aws:cloudtrail/trail:Trail'],
      path: 'enableLogFileValidation',
      is: true,
      leftOut: 'fails',
      fails: 'A changed log file cannot be detected.',
      passes: 'A changed log file can be detected.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [`new aws.cloudtrail.Trail('audit', { s3BucketName: 'audit', enableLogFileValidation: true });`],
    failing: [`new aws.cloudtrail.Trail('audit', { s3BucketName: 'audit' });`],
  },
});
