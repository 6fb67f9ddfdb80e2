import { requirementRule } from './requirements.ts';

export const databaseSnapshotsTagged = requirementRule({
  id: 'database-snapshots-tagged',
  title: 'Snapshots get the tags of their database.',
  why: 'Without its tags, nothing shows which service a snapshot belongs to, who may read it, and whether it can be deleted.',
  fix: `Copy the tags:
  copyTagsToSnapshot: true`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html',
  controls: ['RDS.16', 'RDS.17', 'RDS.47', 'RDS.48', 'Neptune.8'],
  requires: [
    {
      // the snapshots of Aurora belong to the cluster
      types: ['aws:rds/instance:Instance'],
      path: 'copyTagsToSnapshot',
      is: true,
      leftOut: 'fails',
      when: [{ path: 'engine', matches: /^(?!aurora)/, leftOut: 'met' }],
      fails: 'Its snapshots get none of its tags.',
      passes: 'Its snapshots get its tags.',
      remediation: 'in-place',
    },
    {
      types: ['aws:rds/cluster:Cluster', 'aws:neptune/cluster:Cluster'],
      path: 'copyTagsToSnapshot',
      is: true,
      leftOut: 'fails',
      fails: 'Its snapshots get none of its tags.',
      passes: 'Its snapshots get its tags.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.rds.Instance('orders', { engine: 'postgres', instanceClass: 'db.t4g.micro', copyTagsToSnapshot: true });`,
    ],
    failing: [`new aws.rds.Instance('orders', { engine: 'postgres', instanceClass: 'db.t4g.micro' });`],
  },
});
