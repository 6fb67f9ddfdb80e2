import { requirementRule } from './requirements.ts';

/** Fine-grained access control requires both. */
export const searchEncrypted = requirementRule({
  id: 'search-encrypted',
  title: 'Search domains encrypt what they store, and the traffic between their nodes.',
  why: 'Documents can be read from the storage, or in the network.',
  fix: `Encrypt both:
  encryptAtRest: { enabled: true }, nodeToNodeEncryption: { enabled: true }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html',
  controls: ['Opensearch.1', 'Opensearch.3', 'ES.1', 'ES.3'],
  requires: [
    {
      types: ['aws:opensearch/domain:Domain', 'aws:elasticsearch/domain:Domain'],
      path: 'encryptAtRest.enabled',
      is: true,
      leftOut: 'fails',
      fails: 'The domain does not encrypt what it stores.',
      passes: 'It encrypts what it stores.',
      remediation: 'replacement',
    },
    {
      types: ['aws:opensearch/domain:Domain', 'aws:elasticsearch/domain:Domain'],
      path: 'nodeToNodeEncryption.enabled',
      is: true,
      leftOut: 'fails',
      fails: 'The traffic between its nodes is not encrypted.',
      passes: 'The traffic between its nodes is encrypted.',
      remediation: 'replacement',
    },
  ],
  examples: {
    passing: [
      `new aws.opensearch.Domain('search', { engineVersion: 'OpenSearch_2.19', encryptAtRest: { enabled: true }, nodeToNodeEncryption: { enabled: true } });`,
    ],
    failing: [
      `new aws.opensearch.Domain('search', { engineVersion: 'OpenSearch_2.19' });`,
      `new aws.opensearch.Domain('search', { engineVersion: 'OpenSearch_2.19', encryptAtRest: { enabled: true } });`,
    ],
  },
});
