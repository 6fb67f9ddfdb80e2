import { requirementRule } from './requirements.ts';

export const searchAccessControlled = requirementRule({
  id: 'search-access-controlled',
  title: 'Search domains decide about access for each index.',
  why: 'Every client can read and delete every index.',
  fix: `Turn on fine-grained access control:
  advancedSecurityOptions: { enabled: true, masterUserOptions: { masterUserArn: role.arn } }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html',
  controls: ['Opensearch.7'],
  requires: [
    {
      types: ['aws:opensearch/domain:Domain'],
      path: 'advancedSecurityOptions.enabled',
      is: true,
      leftOut: 'fails',
      fails: 'The domain has no access control of its own.',
      passes: 'It decides about access for each index.',
    },
  ],
  examples: {
    passing: [
      `new aws.opensearch.Domain('search', { engineVersion: 'OpenSearch_2.19', advancedSecurityOptions: { enabled: true } });`,
    ],
    failing: [`new aws.opensearch.Domain('search', { engineVersion: 'OpenSearch_2.19' });`],
  },
});
