import { requirementRule } from './requirements.ts';

export const apiLogged = requirementRule({
  id: 'api-logged',
  title: 'APIs log requests.',
  why: 'After an attack, nothing shows who called the API and which requests it refused.',
  fix: `Send the requests to a log group:
  accessLogSettings: { destinationArn: group.arn, format: JSON.stringify({ requestId: '$context.requestId' }) }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
  controls: ['APIGateway.1', 'APIGateway.9'],
  requires: [
    {
      types: ['aws:apigateway/stage:Stage', 'aws:apigatewayv2/stage:Stage'],
      path: 'accessLogSettings',
      set: true,
      leftOut: 'fails',
      fails: 'The stage logs no requests.',
      passes: 'It logs requests.',
    },
    {
      types: ['aws:apigatewayv2/api:Api'],
      path: 'target',
      set: false,
      leftOut: 'passes',
      fails: 'The stage that AWS creates for its target logs no requests.',
      passes: 'Its stages are resources of their own.',
    },
  ],
  examples: {
    passing: [
      `new aws.apigatewayv2.Stage('shop', { apiId: 'api', accessLogSettings: { destinationArn: 'arn', format: '$context.requestId' } });`,
    ],
    failing: [
      `new aws.apigatewayv2.Stage('shop', { apiId: 'api' });`,
      `new aws.apigateway.Stage('shop', { restApi: 'api', deployment: 'd', stageName: 'prod' });`,
      `new aws.apigatewayv2.Api('shop', { protocolType: 'HTTP', routeKey: 'GET /', target: 'arn' });`,
    ],
  },
});
