import { requirementRule } from './requirements.ts';

/** A domain cannot be moved into a network later. */
export const searchInNetwork = requirementRule({
  id: 'search-in-network',
  title: 'Search domains are in a network of their own.',
  why: 'A domain with a public address is open to everyone whose request its policy does not refuse.',
  fix: `Put the domain into private subnets:
  vpcOptions: { subnetIds, securityGroupIds: [group.id] }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html',
  controls: ['Opensearch.2', 'ES.2'],
  requires: [
    {
      types: ['aws:opensearch/domain:Domain', 'aws:elasticsearch/domain:Domain'],
      path: 'vpcOptions',
      set: true,
      leftOut: 'fails',
      fails: 'The domain has a public address.',
      passes: 'It is in a network.',
    },
  ],
  examples: {
    passing: [
      `new aws.opensearch.Domain('search', { engineVersion: 'OpenSearch_2.19', vpcOptions: { subnetIds: ['subnet-1'] } });`,
    ],
    failing: [`new aws.opensearch.Domain('search', { engineVersion: 'OpenSearch_2.19' });`],
  },
});
