import { requirementRule } from './requirements.ts';

/** Stages for development, which may be deleted, are left out. */
export const databaseDeletionProtected = requirementRule({
  id: 'database-deletion-protected',
  title: 'Databases are protected against deletion.',
  why: 'A wrong command, or a replacement by a changed name, deletes the database with its data.',
  fix: `Turn on deletion protection; to delete the database, turn it off first:
  deletionProtection: true`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html',
  controls: ['RDS.7', 'RDS.8', 'DocumentDB.5', 'Neptune.4'],
  requires: [
    {
      types: [
        'aws:rds/instance:Instance',
        'aws:rds/cluster:Cluster',
        'aws:docdb/cluster:Cluster',
        'aws:neptune/cluster:Cluster',
      ],
      path: 'deletionProtection',
      is: true,
      leftOut: 'fails',
      onlyIn: 'production',
      when: [{ path: 'replicateSourceDb', set: false, leftOut: 'met' }],
      fails: 'One call can delete the database.',
      passes: 'It cannot be deleted before its protection is turned off.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.rds.Instance('orders', { engine: 'postgres', instanceClass: 'db.t4g.micro', deletionProtection: true });`,
    ],
    failing: [`new aws.rds.Instance('orders', { engine: 'postgres', instanceClass: 'db.t4g.micro' });`],
    unverifiable: [
      `const other = new pulumi.StackReference('other').getOutput('setting') as pulumi.Output<any>;
new aws.docdb.Cluster('orders', { deletionProtection: other });`,
    ],
  },
});
