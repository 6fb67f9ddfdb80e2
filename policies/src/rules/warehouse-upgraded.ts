import { requirementRule } from './requirements.ts';

/** The provider turns it on by default. */
export const warehouseUpgraded = requirementRule({
  id: 'warehouse-upgraded',
  title: 'Clusters of Redshift get new versions automatically.',
  why: 'Known vulnerabilities stay open until a person upgrades the cluster.',
  fix: 'Remove allowVersionUpgrade, or set it to true.',
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-considerations.html',
  controls: ['Redshift.6'],
  requires: [
    {
      types: ['aws:redshift/cluster:Cluster'],
      path: 'allowVersionUpgrade',
      is: true,
      leftOut: 'passes',
      fails: 'New versions are not installed automatically.',
      passes: 'New versions are installed automatically.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [`new aws.redshift.Cluster('facts', { clusterIdentifier: 'facts', nodeType: 'ra3.large' });`],
    failing: [
      `new aws.redshift.Cluster('facts', { clusterIdentifier: 'facts', nodeType: 'ra3.large', allowVersionUpgrade: false });`,
    ],
  },
});
