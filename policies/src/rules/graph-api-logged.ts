import { requirementRule } from './requirements.ts';

export const graphApiLogged = requirementRule({
  id: 'graph-api-logged',
  title: 'GraphQL APIs log errors of fields.',
  why: 'Without the log, a request that failed or was attacked cannot be understood.',
  fix: `Log at least errors:
  logConfig: { cloudwatchLogsRoleArn: role.arn, fieldLogLevel: 'ERROR' }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html',
  controls: ['AppSync.2'],
  requires: [
    {
      types: ['aws:appsync/graphQLApi:GraphQLApi'],
      path: 'logConfig.fieldLogLevel',
      noneOf: ['NONE'],
      leftOut: 'fails',
      fails: 'Its fields are not logged.',
      passes: 'Its fields are logged.',
    },
  ],
  examples: {
    passing: [
      `new aws.appsync.GraphQLApi('shop', { authenticationType: 'AWS_IAM', logConfig: { cloudwatchLogsRoleArn: 'arn', fieldLogLevel: 'ERROR' } });`,
    ],
    failing: [
      `new aws.appsync.GraphQLApi('shop', { authenticationType: 'AWS_IAM' });`,
      `new aws.appsync.GraphQLApi('shop', { authenticationType: 'AWS_IAM', logConfig: { cloudwatchLogsRoleArn: 'arn', fieldLogLevel: 'NONE' } });`,
    ],
  },
});
