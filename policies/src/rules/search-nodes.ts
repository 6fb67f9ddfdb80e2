import { requirementRule } from './requirements.ts';

/** Stages for development, which may fail, are left out. */
export const searchNodes = requirementRule({
  id: 'search-nodes',
  title: 'Search domains have at least three data nodes.',
  why: 'With fewer nodes, the domain refuses writes or loses documents when a node fails.',
  fix: `Add nodes in several zones:
  clusterConfig: { instanceCount: 3, zoneAwarenessEnabled: true }`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-multiaz.html',
  controls: ['Opensearch.6', 'ES.6'],
  requires: [
    {
      types: ['aws:opensearch/domain:Domain', 'aws:elasticsearch/domain:Domain'],
      path: 'clusterConfig.instanceCount',
      atLeast: 3,
      leftOut: 'fails',
      onlyIn: 'production',
      fails: 'The domain has fewer than three data nodes.',
      passes: 'It has at least three data nodes.',
    },
  ],
  examples: {
    passing: [
      `new aws.opensearch.Domain('search', { engineVersion: 'OpenSearch_2.19', clusterConfig: { instanceCount: 3 } });`,
    ],
    failing: [`new aws.opensearch.Domain('search', { engineVersion: 'OpenSearch_2.19' });`],
  },
});
