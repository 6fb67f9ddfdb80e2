import { requirementRule } from './requirements.ts';

export const buildLogsEncrypted = requirementRule({
  id: 'build-logs-encrypted',
  title: 'The logs of builds in a bucket are encrypted.',
  why: 'Logs show names, addresses and sometimes secrets of a build.',
  fix: 'Remove encryptionDisabled from s3Logs.',
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/codebuild/latest/userguide/getting-started-output-logs.html',
  controls: ['CodeBuild.3'],
  requires: [
    {
      types: ['aws:codebuild/project:Project'],
      path: 'logsConfig?.s3Logs?.encryptionDisabled',
      is: false,
      leftOut: 'passes',
      fails: 'The logs are not encrypted.',
      passes: 'They are encrypted.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.codebuild.Project('web', { serviceRole: 'arn', artifacts: { type: 'NO_ARTIFACTS' }, environment: { computeType: 'BUILD_GENERAL1_SMALL', image: 'aws/codebuild/standard:7.0', type: 'LINUX_CONTAINER' }, source: { type: 'NO_SOURCE' }, logsConfig: { s3Logs: { status: 'ENABLED', location: 'logs/web' } } });`,
    ],
    failing: [
      `new aws.codebuild.Project('web', { serviceRole: 'arn', artifacts: { type: 'NO_ARTIFACTS' }, environment: { computeType: 'BUILD_GENERAL1_SMALL', image: 'aws/codebuild/standard:7.0', type: 'LINUX_CONTAINER' }, source: { type: 'NO_SOURCE' }, logsConfig: { s3Logs: { status: 'ENABLED', location: 'logs/web', encryptionDisabled: true } } });`,
    ],
  },
});
