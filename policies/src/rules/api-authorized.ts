import type { Node } from '@goldpath/program';
import { requirementRule } from './requirements.ts';

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
      appliesTo: isCalled,
      fails: 'Everyone can call the route.',
      passes: 'Only known callers can call it.',
    },
    {
      types: ['aws:apigateway/method:Method'],
      path: 'authorization',
      noneOf: ['NONE'],
      leftOut: 'passes',
      appliesTo: isCalled,
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

/** A key of the API is a limit, and a WebSocket is authorized when it connects. */
function isCalled({ inputs }: Node): boolean {
  const { apiKeyRequired, httpMethod, routeKey } = inputs;
  if (apiKeyRequired === true || httpMethod === 'OPTIONS') return false;
  return (
    typeof routeKey !== 'string' ||
    (!routeKey.startsWith('OPTIONS ') && (!routeKey.startsWith('$') || /connect$|default$/.test(routeKey)))
  );
}
