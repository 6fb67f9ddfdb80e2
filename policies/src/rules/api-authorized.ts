import { isUnknown, type Node, valueAt } from '@goldpath/program';
import { documentOf } from '../documentOf.ts';
import { type Condition, requirementRule } from './requirements.ts';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, pass, type Result, unknown } from './settings.ts';

/** A key of the API is a limit, and a WebSocket is authorized when it connects. */
const called: Condition[] = [
  { path: 'apiKeyRequired', is: false, leftOut: 'met' },
  { path: 'httpMethod', noneOf: ['OPTIONS'], leftOut: 'met' },
  { path: 'routeKey', matches: /^(?!OPTIONS |\$(?!connect$|default$))/, leftOut: 'met' },
];

const settings = requirementRule({
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
    {
      types: ['aws:apigatewayv2/api:Api'],
      path: 'target',
      set: false,
      leftOut: 'passes',
      fails: 'Everyone can call the route that AWS creates for its target.',
      passes: 'Its routes are resources of their own.',
    },
  ],
  examples: {
    passing: [
      `new aws.apigatewayv2.Route('orders', { apiId: 'api', routeKey: 'GET /orders', authorizationType: 'AWS_IAM' });`,
      `new aws.apigateway.Method('orders', { restApi: 'api', resourceId: 'orders', httpMethod: 'OPTIONS', authorization: 'NONE' });`,
      `new aws.apigateway.RestApi('shop', { body: JSON.stringify({ paths: { '/orders': {
  get: { security: [{ users: [] }] }, options: { responses: {} },
} } }) });`,
    ],
    failing: [
      `new aws.apigatewayv2.Route('orders', { apiId: 'api', routeKey: 'GET /orders' });`,
      `new aws.apigateway.Method('orders', { restApi: 'api', resourceId: 'orders', httpMethod: 'GET', authorization: 'NONE' });`,
      `new aws.apigateway.RestApi('shop', { body: JSON.stringify({ paths: { '/orders': { get: { responses: {} } } } }) });`,
      `new aws.apigatewayv2.Api('shop', { protocolType: 'HTTP', routeKey: 'GET /', target: 'arn' });`,
    ],
  },
});

/** A method for OPTIONS answers browsers before they log in. */
export const apiAuthorized: PolicyRule = {
  ...settings,
  check: graph => [
    ...settings.check(graph),
    ...eachOf(['aws:apigateway/restApi:RestApi', 'aws:apigatewayv2/api:Api'], documentResult)(graph),
  ],
};

/** The names of operations in a document of OpenAPI; AWS has one for every method. */
const operation = /^(?:get|put|post|delete|patch|head|x-amazon-apigateway-any-method)$/;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html */
function documentResult({ inputs }: Node): Result {
  if (inputs.body === undefined) return undefined;
  const document = documentOf(inputs.body);
  const paths = valueAt(document, ['paths']);
  const all = Object.entries(partsOf(paths)).map(([path, methods]) => ({
    path,
    states: isUnknown(methods) ? ['unknown'] : operationsIn(methods).map(each => stateOf(each, document)),
  }));
  const open = all.filter(({ states }) => states.includes('open'));
  if (open.length > 0) return fail(`Everyone can call ${open.map(({ path }) => path).join(', ')}.`);
  const isClear =
    ![document, paths].some(isUnknown) && all.every(({ states }) => !states.includes('unknown'));
  return isClear ? pass('Only known callers can call its operations.') : unknown('body');
}

/** The parts of an object; none of a value that is unknown or left out. */
function partsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function operationsIn(methods: unknown): unknown[] {
  const entries = Object.entries(partsOf(methods));
  return entries.filter(([name]) => operation.test(name)).map(([, value]) => value);
}

/** Who can call an operation, which replaces what the document requires of all. */
function stateOf(method: unknown, document: unknown): 'open' | 'closed' | 'unknown' {
  const security = valueAt(method, ['security']) ?? valueAt(document, ['security']);
  const type = valueAt(method, ['x-amazon-apigateway-auth', 'type']);
  if ([method, security, type].some(isUnknown)) return 'unknown';
  const isClosed = (Array.isArray(security) && security.length > 0) || (type ?? 'NONE') !== 'NONE';
  return isClosed ? 'closed' : 'open';
}
