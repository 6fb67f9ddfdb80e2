import { canonical, isUnknown, type Node, valueAt } from '@goldpath/policies';
import { leavesOf, namedIn } from './leaves.ts';
import { internet, somebody } from './outsiders.ts';
import type { Scene } from './scene.ts';

/** A resource by which one calls another one: the inputs that name the two. */
type Connector = readonly [type: string, from: string, to: string];

const connectors: readonly Connector[] = [
  ['aws:apigateway/integration:Integration', 'restApi', 'uri'],
  ['aws:apigatewayv2/integration:Integration', 'apiId', 'integrationUri'],
  ['aws:apigatewayv2/integration:Integration', 'apiId', 'connectionId'],
  ['aws:appsync/dataSource:DataSource', 'apiId', 'lambdaConfig'],
  ['aws:appsync/dataSource:DataSource', 'apiId', 'dynamodbConfig'],
  ['aws:cloudfront/distribution:Distribution', 'self', 'origins'],
  ['aws:cloudfront/distribution:Distribution', 'self', 'loggingConfig'],
  ['aws:cloudtrail/trail:Trail', 'self', 's3BucketName'],
  ['aws:cloudwatch/compositeAlarm:CompositeAlarm', 'self', 'alarmActions'],
  ['aws:cloudwatch/eventTarget:EventTarget', 'rule', 'arn'],
  ['aws:cloudwatch/eventTarget:EventTarget', 'rule', 'self'],
  ['aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter', 'logGroup', 'destinationArn'],
  ['aws:cloudwatch/metricAlarm:MetricAlarm', 'self', 'alarmActions'],
  ['aws:budgets/budget:Budget', 'self', 'notifications'],
  ['aws:ec2/flowLog:FlowLog', 'vpcId', 'logDestination'],
  ['aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream', 'self', 'extendedS3Configuration'],
  ['aws:lambda/eventSourceMapping:EventSourceMapping', 'eventSourceArn', 'functionName'],
  ['aws:lambda/permission:Permission', 'sourceArn', 'function'],
  ['aws:lb/loadBalancer:LoadBalancer', 'self', 'accessLogs'],
  ['aws:route53/record:Record', 'zoneId', 'aliases'],
  ['aws:route53/record:Record', 'zoneId', 'records'],
  ['aws:s3/bucketNotification:BucketNotification', 'bucket', 'lambdaFunctions'],
  ['aws:s3/bucketNotification:BucketNotification', 'bucket', 'queues'],
  ['aws:s3/bucketNotification:BucketNotification', 'bucket', 'topics'],
  ['aws:scheduler/schedule:Schedule', 'self', 'target'],
  ['aws:sfn/stateMachine:StateMachine', 'self', 'definition'],
  ['aws:sns/topicSubscription:TopicSubscription', 'topic', 'endpoint'],
  ['aws:sqs/queue:Queue', 'self', 'redrivePolicy'],
  ['aws:wafv2/webAclAssociation:WebAclAssociation', 'webAclArn', 'resourceArn'],
];

/** Arrows for whatever calls, feeds or guards something else. */
export function tellEvents(scene: Scene): void {
  for (const [type, from, to] of connectors) {
    for (const node of scene.graph.ofType(type)) {
      for (const target of endsOf(scene, node, to))
        for (const source of endsOf(scene, node, from)) scene.tell('event', source, target);
    }
  }
}

/** The items, or the network, that an input names; `self` is the resource itself. */
function endsOf(scene: Scene, node: Node, input: string): string[] {
  if (input === 'self') return idsOf(scene, [node]);
  const types = [...new Set(scene.graph.nodes.map(({ type }) => type))];
  return leavesOf(valueAt(node.inputs, [input])).flatMap(({ text }) =>
    idsOf(scene, namedIn(scene.graph, text, types)),
  );
}

const vpc = 'aws:ec2/vpc:Vpc';

/** Parts of an API, which stand for it. */
const within: Record<string, string> = {
  'aws:apigateway/resource:Resource': 'restApi',
  'aws:apigateway/stage:Stage': 'restApi',
  'aws:apigateway/deployment:Deployment': 'restApi',
  'aws:apigatewayv2/stage:Stage': 'apiId',
  'aws:lambda/alias:Alias': 'functionName',
};

function idsOf(scene: Scene, nodes: readonly Node[]): string[] {
  return nodes.flatMap(node => {
    if (canonical(node.type) === vpc) return [scene.networks.findVpc(node)];
    const whole = within[canonical(node.type)];
    return whole ? endsOf(scene, node, whole) : (scene.itemOf(node)?.id ?? []);
  });
}

/** What AWS itself puts on the internet, and how the program may say that it does not. */
const fronts: Record<string, (inputs: Record<string, unknown>) => unknown> = {
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

/** The internet to what AWS puts there without a network of the program's. */
export function tellFronts(scene: Scene): void {
  for (const [item, node] of scene.members()) {
    const isOpen = fronts[canonical(node.type)]?.(node.inputs);
    if (isOpen === true || isUnknown(isOpen))
      scene.tell('network', internet(scene), item.id, '443', isOpen === true);
  }
  for (const { inputs } of scene.graph.ofType('aws:lambda/functionUrl:FunctionUrl')) {
    const isOpen = inputs.authorizationType === 'NONE';
    if (!isOpen && !isUnknown(inputs.authorizationType)) continue;
    const from = isOpen ? internet(scene) : somebody(scene);
    for (const target of leavesOf(inputs.functionName).flatMap(({ text }) =>
      idsOf(scene, namedIn(scene.graph, text, ['aws:lambda/function:Function'])),
    ))
      scene.tell('network', from, target, '443', isOpen);
  }
}
