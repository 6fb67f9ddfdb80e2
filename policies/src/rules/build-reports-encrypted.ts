import { requirementRule } from './requirements.ts';

export const buildReportsEncrypted = requirementRule({
  id: 'build-reports-encrypted',
  title: 'Exported reports of builds are encrypted.',
  why: 'Reports show names of files, of tests and of what fails in them.',
  fix: `Remove the setting that turns the encryption off:
  s3Destination: { bucket: reports.id, encryptionKey: key.arn }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/codebuild/latest/userguide/report-group-export-settings.html',
  controls: ['CodeBuild.7'],
  requires: [
    {
      types: ['aws:codebuild/reportGroup:ReportGroup'],
      path: 'exportConfig.s3Destination?.encryptionDisabled',
      is: false,
      leftOut: 'passes',
      fails: 'Its exported reports are not encrypted.',
      passes: 'Its exported reports are encrypted.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.codebuild.ReportGroup('tests', { type: 'TEST', exportConfig: { type: 'S3', s3Destination: { bucket: 'reports', encryptionKey: 'arn' } } });`,
      `new aws.codebuild.ReportGroup('tests', { type: 'TEST', exportConfig: { type: 'NO_EXPORT' } });`,
    ],
    failing: [
      `new aws.codebuild.ReportGroup('tests', { type: 'TEST', exportConfig: { type: 'S3', s3Destination: { bucket: 'reports', encryptionKey: 'arn', encryptionDisabled: true } } });`,
    ],
  },
});
