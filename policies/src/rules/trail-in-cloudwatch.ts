import { requirementRule } from './requirements.ts';

export const trailInCloudwatch = requirementRule({
  id: 'trail-in-cloudwatch',
  title: 'Trails are sent to CloudWatch.',
  why: 'Without a log group, no alarm can be raised on what happens in the account.',
  fix: `Name a log group, and the role that may write to it:
  cloudWatchLogsGroupArn: pulumi.interpolate\`\${group.arn}:*\`, cloudWatchLogsRoleArn: role.arn`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html',
  controls: ['CloudTrail.5'],
  requires: [
    {
      types: ['aws:cloudtrail/trail:Trail'],
      path: 'cloudWatchLogsGroupArn',
      set: true,
      leftOut: 'fails',
      fails: 'The trail is not sent to CloudWatch.',
      passes: 'It is sent to CloudWatch.',
    },
  ],
  examples: {
    passing: [
      `new aws.cloudtrail.Trail('audit', { s3BucketName: 'audit', cloudWatchLogsGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:audit:*' });`,
    ],
    failing: [`new aws.cloudtrail.Trail('audit', { s3BucketName: 'audit' });`],
  },
});
