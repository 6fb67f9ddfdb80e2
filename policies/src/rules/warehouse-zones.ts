import { requirementRule } from './requirements.ts';

/** Stages for development, which may fail, are left out. */
export const warehouseZones = requirementRule({
  id: 'warehouse-zones',
  title: 'Clusters of Redshift are in several zones.',
  why: 'A cluster in one zone is away while that zone is.',
  fix: `Place the cluster in two zones:
  multiAz: true`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/redshift/latest/mgmt/managing-cluster-multi-az.html',
  controls: ['Redshift.18'],
  requires: [
    {
      types: ['aws:redshift/cluster:Cluster'],
      path: 'multiAz',
      is: true,
      leftOut: 'fails',
      onlyIn: 'production',
      fails: 'It is in one zone.',
      passes: 'It is in several zones.',
    },
  ],
  examples: {
    passing: [
      `new aws.redshift.Cluster('facts', { clusterIdentifier: 'facts', nodeType: 'ra3.large', numberOfNodes: 2, multiAz: true });`,
    ],
    failing: [
      `new aws.redshift.Cluster('facts', { clusterIdentifier: 'facts', nodeType: 'ra3.large', numberOfNodes: 2 });`,
    ],
  },
});
