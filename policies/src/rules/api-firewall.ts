import { isUnknown, listOf, type Node, type ResourceGraph, valueAt } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, missing, pass, type Result, unknown } from './settings.ts';

const associations = [
  'aws:wafv2/webAclAssociation:WebAclAssociation',
  'aws:wafregional/webAclAssociation:WebAclAssociation',
];
const restApi = 'aws:apigateway/restApi:RestApi';

/** A private API is reached only from networks that it names. */
export const apiFirewall: PolicyRule = {
  id: 'api-firewall',
  title: 'A firewall protects REST APIs.',
  why: 'Floods and known attacks reach what is behind the API.',
  fix: `Associate a web ACL with the scope REGIONAL:
  new aws.wafv2.WebAclAssociation('shop', { resourceArn: stage.arn, webAclArn: acl.arn });`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html',
  controls: ['APIGateway.4'],
  check: eachOf(['aws:apigateway/stage:Stage'], stageResult),
  examples: {
    passing: [
      `const shop = new aws.apigateway.Stage('shop', { restApi: 'api', deployment: 'd', stageName: 'prod' });
new aws.wafv2.WebAclAssociation('shop', { resourceArn: shop.arn, webAclArn: 'arn' });`,
      `const api = new aws.apigateway.RestApi('shop', { endpointConfiguration: { types: 'PRIVATE' } });
new aws.apigateway.Stage('shop', { restApi: api.id, deployment: 'd', stageName: 'prod' });`,
      `const api = new aws.apigateway.RestApi('shop');
const shop = new aws.apigateway.Stage('shop', { restApi: api.id, deployment: 'd', stageName: 'prod' });
new aws.wafv2.WebAclAssociation('shop', { resourceArn: pulumi.interpolate\`arn:aws:apigateway:eu-north-1::/restapis/\${api.id}/stages/\${shop.stageName}\`, webAclArn: 'arn' });`,
    ],
    failing: [`new aws.apigateway.Stage('shop', { restApi: 'api', deployment: 'd', stageName: 'prod' });`],
  },
};

function stageResult(stage: Node, graph: ResourceGraph): Result {
  const [api] = graph.targets(stage, ['restApi'], [restApi]);
  const isAssociated = graph.ofType(...associations).some(({ inputs }) => {
    const arn = String(inputs.resourceArn);
    if (!arn.endsWith(`/stages/${String(stage.inputs.stageName)}`)) return false;
    return arn.includes(`/${String(stage.inputs.restApi)}/`);
  });
  const isNamed = associations.some(type => graph.pointingAt(stage, type, ['resourceArn']).length > 0);
  if (isAssociated || isNamed) return pass('A firewall protects it.');
  const types = listOf(valueAt(api?.node?.inputs.endpointConfiguration, ['types']));
  if (types.includes('PRIVATE')) return undefined;
  if (types.some(isUnknown)) return unknown('The types of the endpoints of its API');
  return missing(graph, associations, 'resourceArn', 'The API has no firewall.');
}
