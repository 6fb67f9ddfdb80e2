import { requirementRule } from './requirements.ts';

/** Stages for development, which may fail, are left out. */
export const searchMasters = requirementRule({
  id: 'search-masters',
  title: 'Domains of Elasticsearch have three dedicated master nodes.',
  why: 'With fewer master nodes, the domain cannot elect a new one after a failure, and refuses all requests.',
  fix: `Add three dedicated master nodes:
  clusterConfig: { instanceCount: 3, dedicatedMasterEnabled: true, dedicatedMasterCount: 3 }`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-dedicatedmasternodes.html',
  controls: ['ES.7'],
  requires: [
    {
      types: ['aws:elasticsearch/domain:Domain'],
      path: 'clusterConfig.dedicatedMasterCount',
      atLeast: 3,
      leftOut: 'fails',
      onlyIn: 'production',
      fails: 'It has fewer than three dedicated master nodes.',
      passes: 'It has three dedicated master nodes.',
    },
  ],
  examples: {
    passing: [
      `new aws.elasticsearch.Domain('search', { elasticsearchVersion: '7.10', clusterConfig: { instanceCount: 3, dedicatedMasterEnabled: true, dedicatedMasterCount: 3 } });`,
    ],
    failing: [
      `new aws.elasticsearch.Domain('search', { elasticsearchVersion: '7.10', clusterConfig: { instanceCount: 3 } });`,
    ],
  },
});
