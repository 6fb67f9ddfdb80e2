import type { Node } from '@goldpath/program';
import { isForProduction } from '../development.ts';
import { requirementRule } from './requirements.ts';
import { isSet } from './settings.ts';

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
      appliesTo: needsStandby,
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

/** An instance of Aurora belongs to a cluster, and a replica is a copy already. */
function needsStandby(resource: Node): boolean {
  const { engine, replicateSourceDb } = resource.inputs;
  return isForProduction(resource) && !isSet(replicateSourceDb) && !String(engine).startsWith('aurora');
}
