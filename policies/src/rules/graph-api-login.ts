import { requirementRule } from './requirements.ts';

export const graphApiLogin = requirementRule({
  id: 'graph-api-login',
  title: 'GraphQL APIs do not accept a shared API key as the login.',
  why: 'A key is in every client, does not show who sends a request, and is often published by mistake.',
  fix: `Let callers sign in:
  authenticationType: 'AMAZON_COGNITO_USER_POOLS'`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html',
  controls: ['AppSync.5'],
  requires: [
    {
      types: ['aws:appsync/graphQLApi:GraphQLApi'],
      path: 'authenticationType',
      noneOf: ['API_KEY'],
      leftOut: 'passes',
      fails: 'The API accepts a shared key.',
      passes: 'Its callers sign in.',
    },
  ],
  examples: {
    passing: [`new aws.appsync.GraphQLApi('shop', { authenticationType: 'AWS_IAM' });`],
    failing: [`new aws.appsync.GraphQLApi('shop', { authenticationType: 'API_KEY' });`],
  },
});
