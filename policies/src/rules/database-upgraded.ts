import { requirementRule } from './requirements.ts';

/** The provider turns it on by default. */
export const databaseUpgraded = requirementRule({
  id: 'database-upgraded',
  title: 'Databases get minor versions of their engine automatically.',
  why: 'Known vulnerabilities of the engine stay open until a person upgrades it.',
  fix: 'Remove autoMinorVersionUpgrade, or set it to true.',
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html',
  controls: ['RDS.13', 'RDS.35', 'MQ.3', 'DMS.6'],
  requires: [
    {
      types: [
        'aws:rds/instance:Instance',
        'aws:rds/clusterInstance:ClusterInstance',
        'aws:neptune/clusterInstance:ClusterInstance',
        'aws:docdb/clusterInstance:ClusterInstance',
      ],
      path: 'autoMinorVersionUpgrade',
      is: true,
      leftOut: 'passes',
      fails: 'Minor versions of the engine are not installed automatically.',
      passes: 'Minor versions are installed automatically.',
      remediation: 'in-place',
    },
    {
      types: ['aws:mq/broker:Broker', 'aws:dms/replicationInstance:ReplicationInstance'],
      path: 'autoMinorVersionUpgrade',
      is: true,
      leftOut: 'fails',
      fails: 'Minor versions of the engine are not installed automatically.',
      passes: 'Minor versions are installed automatically.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [`new aws.rds.Instance('orders', { engine: 'postgres', instanceClass: 'db.t4g.micro' });`],
    failing: [
      `new aws.rds.Instance('orders', { engine: 'postgres', instanceClass: 'db.t4g.micro', autoMinorVersionUpgrade: false });`,
    ],
  },
});
