import { requirementRule } from './requirements.ts';

/** Audit logs exist only with fine-grained access control. */
export const searchLogged = requirementRule({
  id: 'search-logged',
  title: 'Search domains log errors.',
  why: 'After an outage, nothing shows which requests failed and why.',
  fix: `Send the errors to a log group:
  logPublishingOptions: [{ logType: 'ES_APPLICATION_LOGS', cloudwatchLogGroupArn: group.arn }]`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html',
  controls: ['Opensearch.4', 'ES.4'],
  requires: [
    {
      types: ['aws:opensearch/domain:Domain', 'aws:elasticsearch/domain:Domain'],
      path: 'logPublishingOptions',
      atLeast: 1,
      leftOut: 'fails',
      fails: 'The domain has no logs.',
      passes: 'It has logs.',
    },
  ],
  examples: {
    passing: [
      `new aws.opensearch.Domain('search', { engineVersion: 'OpenSearch_2.19', logPublishingOptions: [{ logType: 'ES_APPLICATION_LOGS', cloudwatchLogGroupArn: 'arn' }] });`,
    ],
    failing: [`new aws.opensearch.Domain('search', { engineVersion: 'OpenSearch_2.19' });`],
  },
});
