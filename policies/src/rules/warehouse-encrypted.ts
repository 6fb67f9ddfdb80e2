import { requirementRule } from './requirements.ts';

/** The provider encrypts by default. */
export const warehouseEncrypted = requirementRule({
  id: 'warehouse-encrypted',
  title: 'Clusters of Redshift are encrypted.',
  why: 'A snapshot of an unencrypted cluster that is shared or copied shows all of its data.',
  fix: 'Remove encrypted, or set it to true.',
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html',
  controls: ['Redshift.10'],
  requires: [
    {
      types: ['aws:redshift/cluster:Cluster'],
      path: 'encrypted',
      is: true,
      leftOut: 'passes',
      fails: 'The cluster is not encrypted.',
      passes: 'It is encrypted.',
    },
  ],
  // the property is a string
  remediations: [
    { types: ['aws:redshift/cluster:Cluster'], path: 'encrypted', value: 'true', change: 'in-place' },
  ],
  examples: {
    passing: [`new aws.redshift.Cluster('facts', { clusterIdentifier: 'facts', nodeType: 'ra3.large' });`],
    failing: [
      `new aws.redshift.Cluster('facts', { clusterIdentifier: 'facts', nodeType: 'ra3.large', encrypted: "false" });`,
    ],
  },
});
