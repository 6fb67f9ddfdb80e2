import type { Kind, Place } from '../elements.ts';

/** The appearance of a type's items. */
export interface Appearance {
  kind: Kind;
  label: string;
  /** the place of an item without subnets */
  at: Exclude<Place['at'], 'network'>;
}

type Row = readonly [type: string, kind: Kind, label: string, at?: Appearance['at']];

/** A row for each type that is drawn. */
const rows: readonly Row[] = [
  ['aws:acmpca/certificateAuthority:CertificateAuthority', 'secret', 'Certificate authority'],
  ['aws:amp/workspace:Workspace', 'monitoring', 'Prometheus'],
  ['aws:amplify/app:App', 'edge', 'Amplify app'],
  ['aws:apigateway/restApi:RestApi', 'api', 'REST API'],
  ['aws:apigatewayv2/api:Api', 'api', 'API gateway'],
  ['aws:apigatewayv2/vpcLink:VpcLink', 'gateway', 'VPC link'],
  ['aws:apprunner/service:Service', 'compute', 'App Runner service'],
  ['aws:appsync/graphQLApi:GraphQLApi', 'api', 'GraphQL API'],
  ['aws:athena/workgroup:Workgroup', 'other', 'Athena workgroup'],
  ['aws:autoscaling/group:Group', 'compute', 'Auto Scaling group'],
  ['aws:backup/vault:Vault', 'storage', 'Backup vault'],
  ['aws:batch/computeEnvironment:ComputeEnvironment', 'compute', 'Batch environment'],
  ['aws:bedrock/agentAgent:AgentAgent', 'function', 'Bedrock agent'],
  ['aws:budgets/budget:Budget', 'monitoring', 'Budget', 'global'],
  ['aws:cloudformation/stack:Stack', 'other', 'CloudFormation stack'],
  ['aws:cloudfront/distribution:Distribution', 'edge', 'CloudFront', 'global'],
  ['aws:cloudtrail/trail:Trail', 'monitoring', 'Audit trail'],
  ['aws:cloudwatch/compositeAlarm:CompositeAlarm', 'monitoring', 'Alarm'],
  ['aws:cloudwatch/dashboard:Dashboard', 'monitoring', 'Dashboard'],
  ['aws:cloudwatch/eventBus:EventBus', 'messaging', 'Event bus'],
  ['aws:cloudwatch/eventRule:EventRule', 'messaging', 'Event rule'],
  ['aws:cloudwatch/logGroup:LogGroup', 'monitoring', 'Log group'],
  ['aws:cloudwatch/metricAlarm:MetricAlarm', 'monitoring', 'Alarm'],
  ['aws:codebuild/project:Project', 'compute', 'Build project'],
  ['aws:codecommit/repository:Repository', 'storage', 'Git repository'],
  ['aws:codepipeline/pipeline:Pipeline', 'compute', 'Pipeline'],
  ['aws:cognito/userPool:UserPool', 'secret', 'User pool'],
  ['aws:dax/cluster:Cluster', 'cache', 'DynamoDB accelerator'],
  ['aws:directconnect/connection:Connection', 'gateway', 'Direct Connect'],
  ['aws:directoryservice/directory:Directory', 'secret', 'Directory'],
  ['aws:dms/replicationInstance:ReplicationInstance', 'compute', 'Replication instance'],
  ['aws:docdb/cluster:Cluster', 'database', 'DocumentDB cluster'],
  ['aws:dsql/cluster:Cluster', 'database', 'Aurora DSQL cluster'],
  ['aws:dynamodb/table:Table', 'database', 'DynamoDB table'],
  ['aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway', 'gateway', 'Egress gateway'],
  ['aws:ec2/instance:Instance', 'compute', 'Instance'],
  ['aws:ec2/natGateway:NatGateway', 'gateway', 'NAT gateway'],
  ['aws:ec2/spotInstanceRequest:SpotInstanceRequest', 'compute', 'Spot instance'],
  ['aws:ec2/vpcEndpoint:VpcEndpoint', 'gateway', 'VPC endpoint'],
  ['aws:ec2/vpcPeeringConnection:VpcPeeringConnection', 'gateway', 'VPC peering'],
  ['aws:ec2/vpnGateway:VpnGateway', 'gateway', 'VPN gateway'],
  ['aws:ec2clientvpn/endpoint:Endpoint', 'gateway', 'Client VPN'],
  ['aws:ec2transitgateway/transitGateway:TransitGateway', 'gateway', 'Transit gateway'],
  ['aws:ecr/repository:Repository', 'registry', 'Image registry'],
  ['aws:ecrpublic/repository:Repository', 'registry', 'Public image registry'],
  ['aws:ecs/service:Service', 'compute', 'ECS service'],
  ['aws:ecs/taskDefinition:TaskDefinition', 'compute', 'Task run by hand'],
  ['aws:efs/fileSystem:FileSystem', 'storage', 'File system'],
  ['aws:eks/cluster:Cluster', 'compute', 'EKS cluster'],
  ['aws:eks/fargateProfile:FargateProfile', 'compute', 'EKS Fargate profile'],
  ['aws:eks/nodeGroup:NodeGroup', 'compute', 'EKS nodes'],
  ['aws:elasticache/cluster:Cluster', 'cache', 'Cache'],
  ['aws:elasticache/replicationGroup:ReplicationGroup', 'cache', 'Cache'],
  ['aws:elasticache/serverlessCache:ServerlessCache', 'cache', 'Cache'],
  ['aws:elasticbeanstalk/environment:Environment', 'compute', 'Elastic Beanstalk'],
  ['aws:elasticsearch/domain:Domain', 'database', 'Search domain'],
  ['aws:elb/loadBalancer:LoadBalancer', 'balancer', 'Classic balancer'],
  ['aws:emr/cluster:Cluster', 'compute', 'EMR cluster'],
  ['aws:emrserverless/application:Application', 'compute', 'EMR Serverless'],
  ['aws:fsx/lustreFileSystem:LustreFileSystem', 'storage', 'File system'],
  ['aws:globalaccelerator/accelerator:Accelerator', 'edge', 'Global Accelerator', 'global'],
  ['aws:glue/crawler:Crawler', 'compute', 'Glue crawler'],
  ['aws:glue/job:Job', 'compute', 'Glue job'],
  ['aws:grafana/workspace:Workspace', 'monitoring', 'Grafana'],
  ['aws:guardduty/detector:Detector', 'monitoring', 'GuardDuty'],
  ['aws:keyspaces/keyspace:Keyspace', 'database', 'Keyspace'],
  ['aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream', 'messaging', 'Delivery stream'],
  ['aws:kinesis/stream:Stream', 'messaging', 'Data stream'],
  ['aws:kms/key:Key', 'secret', 'Encryption key'],
  ['aws:lambda/callbackFunction:CallbackFunction', 'function', 'Lambda'],
  ['aws:lambda/function:Function', 'function', 'Lambda'],
  ['aws:lb/loadBalancer:LoadBalancer', 'balancer', 'Load balancer'],
  ['aws:lightsail/containerService:ContainerService', 'compute', 'Lightsail containers'],
  ['aws:lightsail/instance:Instance', 'compute', 'Lightsail instance'],
  ['aws:memorydb/cluster:Cluster', 'cache', 'MemoryDB cluster'],
  ['aws:mq/broker:Broker', 'messaging', 'Message broker'],
  ['aws:msk/cluster:Cluster', 'messaging', 'Kafka cluster'],
  ['aws:msk/serverlessCluster:ServerlessCluster', 'messaging', 'Kafka cluster'],
  ['aws:mwaa/environment:Environment', 'compute', 'Airflow'],
  ['aws:neptune/cluster:Cluster', 'database', 'Neptune cluster'],
  ['aws:networkfirewall/firewall:Firewall', 'gateway', 'Network firewall'],
  ['aws:opensearch/domain:Domain', 'database', 'Search domain'],
  ['aws:opensearch/serverlessCollection:ServerlessCollection', 'database', 'Search collection'],
  ['aws:pipes/pipe:Pipe', 'messaging', 'Event pipe'],
  ['aws:rds/cluster:Cluster', 'database', 'Database cluster'],
  ['aws:rds/instance:Instance', 'database', 'Database'],
  ['aws:rds/proxy:Proxy', 'gateway', 'Database proxy'],
  ['aws:redshift/cluster:Cluster', 'database', 'Redshift cluster'],
  ['aws:redshiftserverless/workgroup:Workgroup', 'database', 'Redshift Serverless'],
  ['aws:route53/zone:Zone', 'edge', 'DNS zone', 'global'],
  ['aws:s3/bucket:Bucket', 'storage', 'Bucket'],
  ['aws:s3/directoryBucket:DirectoryBucket', 'storage', 'Directory bucket'],
  ['aws:sagemaker/endpoint:Endpoint', 'compute', 'Model endpoint'],
  ['aws:sagemaker/notebookInstance:NotebookInstance', 'compute', 'Notebook'],
  ['aws:scheduler/schedule:Schedule', 'messaging', 'Schedule'],
  ['aws:secretsmanager/secret:Secret', 'secret', 'Secret'],
  ['aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace', 'edge', 'Private DNS'],
  ['aws:ses/domainIdentity:DomainIdentity', 'messaging', 'Mail domain'],
  ['aws:ses/emailIdentity:EmailIdentity', 'messaging', 'Mail address'],
  ['aws:sesv2/emailIdentity:EmailIdentity', 'messaging', 'Mail identity'],
  ['aws:sfn/stateMachine:StateMachine', 'function', 'State machine'],
  ['aws:sns/topic:Topic', 'messaging', 'Topic'],
  ['aws:sqs/queue:Queue', 'messaging', 'Queue'],
  ['aws:ssm/parameter:Parameter', 'secret', 'Parameter'],
  ['aws:storagegateway/gateway:Gateway', 'gateway', 'Storage gateway'],
  ['aws:synthetics/canary:Canary', 'monitoring', 'Canary'],
  ['aws:timestreamwrite/database:Database', 'database', 'Timestream database'],
  ['aws:transfer/server:Server', 'gateway', 'Transfer server'],
  ['aws:vpclattice/service:Service', 'api', 'Lattice service'],
  ['aws:waf/webAcl:WebAcl', 'secret', 'Web firewall', 'global'],
  ['aws:wafv2/webAcl:WebAcl', 'secret', 'Web firewall'],
  ['aws:workspaces/workspace:Workspace', 'compute', 'Workspace'],
  ['vercel:index/project:Project', 'edge', 'Vercel project', 'outside'],
];

const appearances: ReadonlyMap<string, Appearance> = new Map(
  rows.map(([type, kind, label, at = 'region']) => [type, { kind, label, at }]),
);

/**
 * Returns the appearance of a type's items.
 *
 * @param type the canonical name of the type
 * @returns `undefined` when its resources are not items
 */
export function appearanceOf(type: string): Appearance | undefined {
  return appearances.get(type);
}

/** Names of types that only configure another resource, which boxes and arrows show. */
const configuration =
  /(Acl|Addon|Alias|Association|Attachment|Authorizer|Block|Certificate|Cluster|Config|Configuration|Connection|Controls|Deployment|Destination|DomainName|Eip|Encryption|FlowLog|Function(Url)?|Gateway|GatewayResponse|Group|Instance|InvokeConfig|Integration|IntegrationResponse|Item|Key|KeyPair|Layer|Listener|Lock|Logging|Mapping|Method|MethodResponse|MethodSettings|Mfa|MountTarget|Notification|Object|Objectv2|Opt\w+|OriginAccess\w+|Password|Permission|Permissions?\w*|Policy\w*|Profile|Protection|Provider|Providers|Proxy\w+|Record|Resource|Role|Rotation|Route|Rule|Schedule|Settings?|Stage|Stream|Subnet|Subscription|Table|Tag|Target|TargetGroup|Template|Url|User|UserPool\w+|Validation|Version|Versioning|Vpc|VpcLink)(V2)?$/;

/** Returns the name of a type for the note about resources that are not drawn; `undefined` when they are. */
export function undrawnName(type: string): string | undefined {
  const [, module = '', name = ''] = /^aws:(\w+)[^:]*:(\w+)$/.exec(type) ?? [];
  if (name === '' || module === 'iam' || appearances.has(type) || configuration.test(name)) return undefined;
  return `${module} ${name}`;
}
