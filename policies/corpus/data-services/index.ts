import * as aws from '@pulumi/aws';

const subnetIds = ['subnet-0a', 'subnet-0b'];
const role = 'arn:aws:iam::123456789012:role/data';
const group = 'arn:aws:logs:us-east-1:123456789012:log-group:vpn';

new aws.mq.Broker('orders', {
  brokerName: 'orders',
  engineType: 'ActiveMQ',
  engineVersion: '5.18',
  hostInstanceType: 'mq.m5.large',
  autoMinorVersionUpgrade: true,
  users: [],
  logs: { audit: true, general: true },
});
new aws.codebuild.Project('web', {
  serviceRole: role,
  artifacts: { type: 'NO_ARTIFACTS' },
  environment: {
    computeType: 'BUILD_GENERAL1_SMALL',
    image: 'aws/codebuild/standard:7.0',
    type: 'LINUX_CONTAINER',
  },
  source: { type: 'NO_SOURCE' },
  logsConfig: { s3Logs: { status: 'ENABLED', location: 'logs/web' } },
});
new aws.acm.Certificate('web', { domainName: 'example.com', validationMethod: 'DNS' });
new aws.workspaces.Workspace('support', {
  bundleId: 'wsb-0a',
  directoryId: 'd-0a',
  userName: 'ada',
  rootVolumeEncryptionEnabled: true,
  userVolumeEncryptionEnabled: true,
  volumeEncryptionKey: 'alias/aws/workspaces',
});
new aws.fsx.OpenZfsFileSystem('home', {
  deploymentType: 'MULTI_AZ_1',
  subnetIds: 'subnet-0a',
  throughputCapacity: 160,
  storageCapacity: 64,
  copyTagsToBackups: true,
  copyTagsToVolumes: true,
});
const policy = new aws.networkfirewall.FirewallPolicy('edge', {
  firewallPolicy: {
    statelessDefaultActions: ['aws:forward_to_sfe'],
    statelessFragmentDefaultActions: ['aws:drop'],
    statelessRuleGroupReferences: [
      { priority: 1, resourceArn: 'arn:aws:network-firewall:us-east-1:1:stateless-rulegroup/web' },
    ],
  },
});
const edge = new aws.networkfirewall.Firewall('edge', {
  firewallPolicyArn: policy.arn,
  vpcId: 'vpc-0a',
  subnetMappings: [{ subnetId: 'subnet-0a' }],
  deleteProtection: true,
  subnetChangeProtection: true,
});
new aws.networkfirewall.LoggingConfiguration('edge', {
  firewallArn: edge.arn,
  loggingConfiguration: {
    logDestinationConfigs: [
      { logType: 'ALERT', logDestinationType: 'CloudWatchLogs', logDestination: { logGroup: 'edge' } },
    ],
  },
});
const shop = new aws.appsync.GraphQLApi('shop', {
  authenticationType: 'AWS_IAM',
  logConfig: { cloudwatchLogsRoleArn: role, fieldLogLevel: 'ERROR' },
});
new aws.appsync.ApiCache('shop', {
  apiId: shop.id,
  apiCachingBehavior: 'FULL_REQUEST_CACHING',
  ttl: 60,
  type: 'SMALL',
  atRestEncryptionEnabled: true,
  transitEncryptionEnabled: true,
});
new aws.cognito.IdentityPool('app', { identityPoolName: 'app' });
new aws.cognito.UserPool('app', {
  passwordPolicy: {
    minimumLength: 12,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: true,
  },
});
new aws.glue.Job('sales', {
  roleArn: role,
  glueVersion: '5.0',
  command: { scriptLocation: 's3://scripts/sales.py' },
});
new aws.msk.Cluster('events', {
  kafkaVersion: '3.8.x',
  numberOfBrokerNodes: 2,
  brokerNodeGroupInfo: {
    clientSubnets: subnetIds,
    instanceType: 'kafka.m7g.large',
    securityGroups: ['sg-0a'],
  },
  clientAuthentication: { sasl: { iam: true }, unauthenticated: false },
  encryptionInfo: { encryptionInTransit: { clientBroker: 'TLS' } },
});
new aws.sagemaker.Model('prices', {
  executionRoleArn: role,
  primaryContainer: { image: 'prices:1' },
  enableNetworkIsolation: true,
});
new aws.sagemaker.NotebookInstance('prices', {
  instanceType: 'ml.t3.medium',
  roleArn: role,
  subnetId: 'subnet-0a',
  securityGroups: ['sg-0a'],
  directInternetAccess: 'Disabled',
  rootAccess: 'Disabled',
});
new aws.dms.Endpoint('orders', {
  endpointId: 'orders',
  endpointType: 'source',
  engineName: 'postgres',
  sslMode: 'require',
});
new aws.dms.ReplicationInstance('orders', {
  replicationInstanceId: 'orders',
  replicationInstanceClass: 'dms.t3.medium',
  autoMinorVersionUpgrade: true,
  multiAz: true,
});
new aws.kinesis.Stream('clicks', {
  shardCount: 1,
  encryptionType: 'KMS',
  kmsKeyId: 'alias/aws/kinesis',
  retentionPeriod: 168,
});
new aws.transfer.Server('files', { protocols: ['SFTP'] });
new aws.ec2.VpnConnection('office', {
  customerGatewayId: 'cgw-0a',
  type: 'ipsec.1',
  tunnel1LogOptions: { cloudwatchLogOptions: { logEnabled: true, logGroupArn: group } },
  tunnel2LogOptions: { cloudwatchLogOptions: { logEnabled: true, logGroupArn: group } },
});
new aws.redshiftserverless.Namespace('sales', {
  namespaceName: 'sales',
  adminUsername: 'sales_admin',
  manageAdminPassword: true,
  logExports: ['userlog', 'connectionlog'],
});
