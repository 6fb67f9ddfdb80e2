import { requirementRule } from './requirements.ts';

/** Clusters always have backups; AWS keeps them for one day. */
export const clusterBackupsKept = requirementRule({
  id: 'cluster-backups-kept',
  title: 'The backups of clusters are kept for at least a week.',
  why: 'A mistake that is noticed after two days cannot be undone.',
  fix: `Keep backups for a week:
  backupRetentionPeriod: 7`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html',
  controls: ['DocumentDB.2', 'Neptune.5', 'RDS.50'],
  requires: [
    {
      types: ['aws:rds/cluster:Cluster', 'aws:docdb/cluster:Cluster', 'aws:neptune/cluster:Cluster'],
      path: 'backupRetentionPeriod',
      atLeast: 7,
      leftOut: 'fails',
      onlyIn: 'production',
      fails: 'Its backups are kept for less than a week.',
      passes: 'Its backups are kept for at least a week.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [`new aws.rds.Cluster('orders', { engine: 'aurora-postgresql', backupRetentionPeriod: 14 });`],
    failing: [
      `new aws.rds.Cluster('orders', { engine: 'aurora-postgresql' });`,
      `new aws.docdb.Cluster('orders', { backupRetentionPeriod: 3 });`,
    ],
  },
});
