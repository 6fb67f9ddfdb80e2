import { requirementRule } from './requirements.ts';

/** Aurora Serverless of the first version exports by its parameters, without this setting. */
export const auroraAudited = requirementRule({
  id: 'aurora-audited',
  title: 'Clusters of Aurora MySQL export their audit log.',
  why: 'After a leak, nothing shows who read which tables.',
  fix: `Export the audit log, and turn it on in the parameter group of the cluster:
  enabledCloudwatchLogsExports: ['audit', 'error']`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Integrating.CloudWatch.html',
  controls: ['RDS.45'],
  requires: [
    {
      types: ['aws:rds/cluster:Cluster'],
      path: 'enabledCloudwatchLogsExports',
      includes: 'audit',
      leftOut: 'fails',
      when: [
        { path: 'engine', is: 'aurora-mysql' },
        { path: 'engineMode', noneOf: ['serverless'], leftOut: 'met' },
      ],
      fails: 'Its audit log is not exported.',
      passes: 'Its audit log is exported.',
    },
  ],
  examples: {
    passing: [
      `new aws.rds.Cluster('orders', { engine: 'aurora-mysql', enabledCloudwatchLogsExports: ['audit', 'error'] });`,
    ],
    failing: [
      `new aws.rds.Cluster('orders', { engine: 'aurora-mysql', enabledCloudwatchLogsExports: ['error'] });`,
      `new aws.rds.Cluster('orders', { engine: 'aurora-mysql' });`,
    ],
  },
});
