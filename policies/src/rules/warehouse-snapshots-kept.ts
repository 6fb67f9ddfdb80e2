import { requirementRule } from './requirements.ts';

/** AWS keeps snapshots for one day. */
export const warehouseSnapshotsKept = requirementRule({
  id: 'warehouse-snapshots-kept',
  title: 'The snapshots of Redshift are kept for at least a week.',
  why: 'A mistake that is noticed after two days cannot be undone.',
  fix: `Keep snapshots for a week:
  automatedSnapshotRetentionPeriod: 7`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-snapshots.html',
  controls: ['Redshift.3'],
  requires: [
    {
      types: ['aws:redshift/cluster:Cluster'],
      path: 'automatedSnapshotRetentionPeriod',
      atLeast: 7,
      leftOut: 'fails',
      onlyIn: 'production',
      fails: 'Its snapshots are kept for less than a week.',
      passes: 'Its snapshots are kept for at least a week.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.redshift.Cluster('facts', { clusterIdentifier: 'facts', nodeType: 'ra3.large', automatedSnapshotRetentionPeriod: 14 });`,
    ],
    failing: [`new aws.redshift.Cluster('facts', { clusterIdentifier: 'facts', nodeType: 'ra3.large' });`],
  },
});
