import { requirementRule } from './requirements.ts';

/** A cluster of Aurora fails over to another of its instances, which database-zones and the cluster decide. */
export const databaseStandby = requirementRule({
  id: 'database-standby',
  title: 'Databases have a standby in another availability zone.',
  why: 'When a zone fails, the database is down until it has been restored from a backup.',
  fix: `Add a standby, which takes over within minutes:
  multiAz: true`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html',
  controls: ['RDS.5'],
  requires: [
    {
      types: ['aws:rds/instance:Instance'],
      path: 'multiAz',
      is: true,
      leftOut: 'fails',
      onlyIn: 'production',
      when: [
        { path: 'replicateSourceDb', set: false, leftOut: 'met' },
        { path: 'engine', matches: /^(?!aurora)/, leftOut: 'met' },
      ],
      fails: 'The database has no standby in another zone.',
      passes: 'It has a standby in another zone.',
    },
  ],
  examples: {
    passing: [
      `new aws.rds.Instance('orders', { engine: 'postgres', instanceClass: 'db.t4g.micro', multiAz: true });`,
      `new aws.rds.Instance('replica', { engine: 'postgres', instanceClass: 'db.t4g.micro', replicateSourceDb: 'orders' });`,
    ],
    failing: [`new aws.rds.Instance('orders', { engine: 'postgres', instanceClass: 'db.t4g.micro' });`],
  },
});
