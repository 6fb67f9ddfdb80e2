import { canonical, isUnknown, valueAt } from '@goldpath/program';
import { idsNamed } from './events.ts';
import { internet, unknownSource } from './externalItems.ts';
import type { Scene } from './scene.ts';

/** Types with an endpoint on the internet, and whether their inputs keep it public. */
const endpoints: Record<string, (inputs: Record<string, unknown>) => unknown> = {
  'aws:amplify/app:App': () => true,
  'aws:apigateway/restApi:RestApi': inputs => {
    const types = JSON.stringify(valueAt(inputs, ['endpointConfiguration', 'types']) ?? '');
    return !types.includes('PRIVATE');
  },
  'aws:apigatewayv2/api:Api': ({ disableExecuteApiEndpoint }) =>
    isUnknown(disableExecuteApiEndpoint) ? disableExecuteApiEndpoint : disableExecuteApiEndpoint !== true,
  'aws:apprunner/service:Service': inputs =>
    valueAt(inputs, ['networkConfiguration', 'ingressConfiguration', 'isPubliclyAccessible']) ?? true,
  'aws:appsync/graphQLApi:GraphQLApi': ({ visibility }) => visibility !== 'PRIVATE',
  'aws:cloudfront/distribution:Distribution': ({ enabled }) => enabled,
  'aws:eks/cluster:Cluster': inputs => valueAt(inputs, ['vpcConfig', 'endpointPublicAccess']) ?? true,
  'vercel:index/project:Project': () => true,
};

/** Adds arrows from the internet to endpoints that AWS makes public, outside the networks of the program. */
export function addPublicEndpoints(scene: Scene): void {
  for (const [item, node] of scene.members()) {
    const isOpen = endpoints[canonical(node.type)]?.(node.inputs);
    if (isOpen === true || isUnknown(isOpen))
      scene.addFlow('network', internet(scene), item.id, '443', isOpen === true);
  }
  addFunctionUrls(scene);
}

function addFunctionUrls(scene: Scene): void {
  for (const { inputs } of scene.graph.ofType('aws:lambda/functionUrl:FunctionUrl')) {
    const isOpen = inputs.authorizationType === 'NONE';
    if (!isOpen && !isUnknown(inputs.authorizationType)) continue;
    const from = isOpen ? internet(scene) : unknownSource(scene);
    for (const target of idsNamed(scene, inputs.functionName, ['aws:lambda/function:Function']))
      scene.addFlow('network', from, target, '443', isOpen);
  }
}
