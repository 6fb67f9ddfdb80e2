import { requirementRule } from './requirements.ts';

/** Stages for development, which may be away, are left out. */
export const replicationZones = requirementRule({
  id: 'replication-zones',
  title: 'Replication instances of DMS are in two zones.',
  why: 'A migration stops while the only zone is away.',
  fix: `Add a standby:
  multiAz: true`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/dms/latest/userguide/CHAP_ReplicationInstance.html',
  controls: ['DMS.13'],
  requires: [
    {
      types: ['aws:dms/replicationInstance:ReplicationInstance'],
      path: 'multiAz',
      is: true,
      leftOut: 'fails',
      onlyIn: 'production',
      fails: 'The replication instance has no standby.',
      passes: 'It has a standby.',
    },
  ],
  examples: {
    passing: [
      `new aws.dms.ReplicationInstance('orders', { replicationInstanceId: 'orders', replicationInstanceClass: 'dms.t3.medium', multiAz: true });`,
    ],
    failing: [
      `new aws.dms.ReplicationInstance('orders', { replicationInstanceId: 'orders', replicationInstanceClass: 'dms.t3.medium' });`,
    ],
  },
});
