import { isUnknown, type Node, type ResourceGraph, valueAt } from '@goldpath/program';
import { documentOf } from '../documentOf.ts';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, isSet, pass, type Result, unknown } from './settings.ts';

const restApi = 'aws:apigateway/restApi:RestApi';
const integration = 'aws:apigateway/integration:Integration';

/** Only servers that are called over HTTP can ask for a certificate; functions and services of AWS check the caller by IAM. */
export const apiClientCertificate: PolicyRule = {
  id: 'api-client-certificate',
  title: 'REST APIs show a certificate to the servers behind them.',
  why: 'The server cannot distinguish the requests of the API from those of anyone else who reaches it.',
  fix: `Create a certificate, and check it in the server:
  clientCertificateId: new aws.apigateway.ClientCertificate('shop').id`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-client-side-ssl-authentication.html',
  controls: ['APIGateway.2'],
  check: eachOf(['aws:apigateway/stage:Stage'], stageResult),
  examples: {
    passing: [
      `const api = new aws.apigateway.RestApi('shop');
new aws.apigateway.Integration('shop', { restApi: api.id, resourceId: 'r', httpMethod: 'GET', type: 'AWS_PROXY', uri: 'arn' });
new aws.apigateway.Stage('shop', { restApi: api.id, deployment: 'd', stageName: 'prod' });`,
      `const api = new aws.apigateway.RestApi('shop', { body: JSON.stringify({ paths: { '/': { get: { 'x-amazon-apigateway-integration': { type: 'http_proxy', uri: 'https://shop.example' } } } } }) });
new aws.apigateway.Stage('shop', { restApi: api.id, deployment: 'd', stageName: 'prod', clientCertificateId: 'c1' });`,
    ],
    failing: [
      `const api = new aws.apigateway.RestApi('shop');
new aws.apigateway.Integration('shop', { restApi: api.id, resourceId: 'r', httpMethod: 'GET', type: 'HTTP_PROXY', uri: 'https://shop.example' });
new aws.apigateway.Stage('shop', { restApi: api.id, deployment: 'd', stageName: 'prod' });`,
      `const api = new aws.apigateway.RestApi('shop', { body: JSON.stringify({ paths: { '/': { get: { 'x-amazon-apigateway-integration': { type: 'http_proxy', uri: 'https://shop.example' } } } } }) });
new aws.apigateway.Stage('shop', { restApi: api.id, deployment: 'd', stageName: 'prod' });`,
    ],
  },
};

function stageResult(stage: Node, graph: ResourceGraph): Result {
  if (isSet(stage.inputs.clientCertificateId)) return pass('It shows a certificate.');
  const [api] = graph.targets(stage, ['restApi'], [restApi]);
  if (!api?.node) return api?.value === undefined ? unknown('restApi') : undefined;
  const own = graph.pointingAt(api.node, integration, ['restApi']);
  const unclear = graph.ofType(integration).filter(({ inputs }) => isUnknown(inputs.restApi));
  const written = typesIn(documentOf(api.node.inputs.body));
  const types = [...own.map(({ inputs }) => inputs.type), ...written];
  if (types.some(isHttp)) return fail('It shows no certificate to the servers that it calls.');
  const others = unclear.map(({ inputs }) => inputs.type).filter(type => isHttp(type) || isUnknown(type));
  return types.some(isUnknown) || others.length > 0 ? unknown('The type of an integration') : undefined;
}

function isHttp(type: unknown): boolean {
  return /^http(_proxy)?$/i.test(String(type));
}

/** The types of the integrations in a document of OpenAPI. */
function typesIn(document: unknown): unknown[] {
  if (isUnknown(document)) return [document];
  if (typeof document !== 'object' || document === null) return [];
  return Object.entries(document).flatMap(([name, value]) =>
    name === 'x-amazon-apigateway-integration' ? [valueAt(value, ['type'])] : typesIn(value),
  );
}
