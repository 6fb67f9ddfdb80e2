import { requirementRule } from './requirements.ts';

/** The kinds of logs differ by engine: any of them passes. */
export const databaseLogged = requirementRule({
  id: 'database-logged',
  title: 'Databases send their logs to CloudWatch.',
  why: 'The logs in the instance are lost when it is replaced, and show who connected and which statements failed.',
  fix: `Name the logs of the engine:
  enabledCloudwatchLogsExports: ['postgresql']`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html',
  controls: ['RDS.9', 'RDS.34', 'RDS.36', 'RDS.37', 'RDS.40', 'RDS.42', 'DocumentDB.4', 'Neptune.2'],
  requires: [
    {
      types: ['aws:rds/instance:Instance', 'aws:rds/cluster:Cluster', 'aws:docdb/cluster:Cluster'],
      path: 'enabledCloudwatchLogsExports',
      atLeast: 1,
      leftOut: 'fails',
      when: [{ path: 'engineMode', noneOf: ['serverless'], leftOut: 'met' }],
      fails: 'Its logs stay in the database.',
      passes: 'Its logs are sent to CloudWatch.',
    },
    {
      types: ['aws:neptune/cluster:Cluster'],
      path: 'enableCloudwatchLogsExports',
      atLeast: 1,
      leftOut: 'fails',
      fails: 'Its logs stay in the database.',
      passes: 'Its logs are sent to CloudWatch.',
    },
  ],
  examples: {
    passing: [
      `new aws.rds.Instance('orders', { engine: 'postgres', instanceClass: 'db.t4g.micro', enabledCloudwatchLogsExports: ['postgresql'] });`,
    ],
    failing: [
      `new aws.rds.Instance('orders', { engine: 'postgres', instanceClass: 'db.t4g.micro' });`,
      `new aws.neptune.Cluster('graph', { enableCloudwatchLogsExports: [] });`,
    ],
  },
});
