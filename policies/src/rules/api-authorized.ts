import { type Condition, requirementRule } from './requirements.ts';

/** A key of the API is a limit, and a WebSocket is authorized when it connects. */
const called: Condition[] = [
  { path: 'apiKeyRequired', is: false, leftOut: 'met' },
  { path: 'httpMethod', noneOf: ['OPTIONS'], leftOut: 'met' },
  { path: 'routeKey', matches: /^(?!OPTIONS |\$(?!connect$|default$))/, leftOut: 'met' },
];

/** A method for OPTIONS answers browsers before they log in. */
export const apiAuthorized = requirementRule({
  id: 'api-authorized',
  title: 'APIs know who calls them.',
  why: 'Everyone on the internet can call the route, and a mistake behind it is open to all.',
  fix: `Let only known callers in, or accept a public route with a waiver:
  authorizationType: 'JWT', authorizerId: authorizer.id`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html',
  controls: ['APIGateway.8'],
  requires: [
    {
      types: ['aws:apigatewayv2/route:Route'],
      path: 'authorizationType',
      noneOf: ['NONE'],
      leftOut: 'fails',
      when: called,
      fails: 'Everyone can call the route.',
      passes: 'Only known callers can call it.',
    },
    {
      types: ['aws:apigateway/method:Method'],
      path: 'authorization',
      noneOf: ['NONE'],
      leftOut: 'passes',
      when: called,
      fails: 'Everyone can call the method.',
      passes: 'Only known callers can call it.',
    },
  ],
  examples: {
    passing: [
      `new aws.apigatewayv2.Route('orders', { apiId: 'api', routeKey: 'GET /orders', authorizationType: 'AWS_IAM' });`,
      `new aws.apigateway.Method('orders', { restApi: 'api', resourceId: 'orders', httpMethod: 'OPTIONS', authorization: 'NONE' });`,
    ],
    failing: [
      `new aws.apigatewayv2.Route('orders', { apiId: 'api', routeKey: 'GET /orders' });`,
      `new aws.apigateway.Method('orders', { restApi: 'api', resourceId: 'orders', httpMethod: 'GET', authorization: 'NONE' });`,
    ],
  },
});
