import { requirementRule } from './requirements.ts';

export const queryGroupMeasured = requirementRule({
  id: 'query-group-measured',
  title: 'Workgroups of Athena publish metrics.',
  why: 'Without metrics, no alarm reports queries that read and cost much more than usual.',
  fix: `Remove the setting that turns the metrics off:
  configuration: { enforceWorkgroupConfiguration: true }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/athena/latest/ug/athena-cloudwatch-metrics-enable.html',
  controls: ['Athena.4'],
  requires: [
    {
      types: ['aws:athena/workgroup:Workgroup'],
      path: 'configuration.publishCloudwatchMetricsEnabled',
      is: true,
      leftOut: 'passes',
      fails: 'It publishes no metrics.',
      passes: 'It publishes metrics.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [`new aws.athena.Workgroup('sales');`],
    failing: [
      `new aws.athena.Workgroup('sales', { configuration: { publishCloudwatchMetricsEnabled: false } });`,
    ],
  },
});
