import { canonical, type Node, valueAt } from '@goldpath/program';
import type { Scene } from './scene.ts';
import { namedIn, stringsIn } from './strings.ts';

/** A resource that connects two others, and the inputs that name them. */
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

/** Adds arrows between items that call, feed or protect one another. */
export function addEvents(scene: Scene): void {
  for (const [type, from, to] of connectors) {
    for (const node of scene.graph.ofType(type)) {
      for (const target of endsOf(scene, node, to))
        for (const source of endsOf(scene, node, from)) scene.addFlow('event', source, target);
    }
  }
}

/** The ids of the items, or of the network, that an input names; `self` is the resource itself. */
function endsOf(scene: Scene, node: Node, input: string): string[] {
  if (input === 'self') return idsOf(scene, [node]);
  const types = [...new Set(scene.graph.nodes.map(({ type }) => type))];
  return idsNamed(scene, valueAt(node.inputs, [input]), types);
}

/** Returns the ids of the items that the strings of a value name. */
export function idsNamed(scene: Scene, value: unknown, types: readonly string[]): string[] {
  return stringsIn(value).flatMap(({ text }) => idsOf(scene, namedIn(scene.graph, text, types)));
}

const vpc = 'aws:ec2/vpc:Vpc';

/** Parts of an API or function, and the input that names it. */
const owners: Record<string, string> = {
  'aws:apigateway/resource:Resource': 'restApi',
  'aws:apigateway/stage:Stage': 'restApi',
  'aws:apigateway/deployment:Deployment': 'restApi',
  'aws:apigatewayv2/stage:Stage': 'apiId',
  'aws:lambda/alias:Alias': 'functionName',
};

function idsOf(scene: Scene, nodes: readonly Node[]): string[] {
  return nodes.flatMap(node => {
    const type = canonical(node.type);
    if (type === vpc) return [scene.networks.findVpc(node)];
    const owner = owners[type];
    if (owner !== undefined) return endsOf(scene, node, owner);
    const item = scene.itemOf(node);
    return item ? [item.id] : [];
  });
}
