import { requirementRule } from './requirements.ts';

export const warehouseRouted = requirementRule({
  id: 'warehouse-routed',
  title: 'Clusters of Redshift reach other services through their network.',
  why: 'The traffic of COPY and UNLOAD goes through the internet, past the rules and logs of the network.',
  fix: `Route the traffic through the network:
  enhancedVpcRouting: true`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/redshift/latest/mgmt/enhanced-vpc-routing.html',
  controls: ['Redshift.7', 'RedshiftServerless.1'],
  requires: [
    {
      types: ['aws:redshift/cluster:Cluster', 'aws:redshiftserverless/workgroup:Workgroup'],
      path: 'enhancedVpcRouting',
      is: true,
      leftOut: 'fails',
      fails: 'It reaches other services through the internet.',
      passes: 'It reaches other services through its network.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.redshift.Cluster('facts', { clusterIdentifier: 'facts', nodeType: 'ra3.large', enhancedVpcRouting: true });`,
    ],
    failing: [`new aws.redshift.Cluster('facts', { clusterIdentifier: 'facts', nodeType: 'ra3.large' });`],
  },
});
