import { requirementRule } from './requirements.ts';

/** A log in a bucket is as good as one in CloudWatch. */
export const buildLogged = requirementRule({
  id: 'build-logged',
  title: 'Builds write a log.',
  why: 'Without the log, a build that failed or was attacked cannot be understood.',
  fix: `Leave out logsConfig, which turns on the log in CloudWatch, or enable one of the logs:
  logsConfig: { s3Logs: { status: 'ENABLED', location: pulumi.interpolate\`\${bucket.id}/web\` } }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/codebuild/latest/userguide/view-build-details.html',
  controls: ['CodeBuild.4'],
  requires: [
    {
      types: ['aws:codebuild/project:Project'],
      path: 'logsConfig.cloudwatchLogs.status',
      noneOf: ['DISABLED'],
      leftOut: 'passes',
      when: [{ path: 'logsConfig.s3Logs.status', noneOf: ['ENABLED'], leftOut: 'met' }],
      fails: 'Its log is turned off.',
      passes: 'It writes a log to CloudWatch.',
    },
  ],
  examples: {
    passing: [
      `new aws.codebuild.Project('web', { serviceRole: 'arn', artifacts: { type: 'NO_ARTIFACTS' }, environment: { computeType: 'BUILD_GENERAL1_SMALL', image: 'aws/codebuild/standard:7.0', type: 'LINUX_CONTAINER' }, source: { type: 'NO_SOURCE' } });`,
      `new aws.codebuild.Project('web', { serviceRole: 'arn', artifacts: { type: 'NO_ARTIFACTS' }, environment: { computeType: 'BUILD_GENERAL1_SMALL', image: 'aws/codebuild/standard:7.0', type: 'LINUX_CONTAINER' }, source: { type: 'NO_SOURCE' }, logsConfig: { cloudwatchLogs: { status: 'DISABLED' }, s3Logs: { status: 'ENABLED', location: 'logs/web' } } });`,
    ],
    failing: [
      `new aws.codebuild.Project('web', { serviceRole: 'arn', artifacts: { type: 'NO_ARTIFACTS' }, environment: { computeType: 'BUILD_GENERAL1_SMALL', image: 'aws/codebuild/standard:7.0', type: 'LINUX_CONTAINER' }, source: { type: 'NO_SOURCE' }, logsConfig: { cloudwatchLogs: { status: 'DISABLED' } } });`,
    ],
  },
});
