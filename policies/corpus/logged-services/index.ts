import * as aws from '@pulumi/aws';

const vpc = new aws.ec2.Vpc('work', { cidrBlock: '10.6.0.0/16' });
new aws.ec2.FlowLog('work', {
  vpcId: vpc.id,
  logDestinationType: 's3',
  logDestination: 'arn:aws:s3:::logs',
});
new aws.ec2.DefaultSecurityGroup('work', { vpcId: vpc.id });
new aws.ec2.DefaultRouteTable('work', { defaultRouteTableId: vpc.defaultRouteTableId });
const subnetIds = ['a', 'b'].map((zone, index) => {
  const place = { availabilityZone: `us-east-1${zone}`, cidrBlock: `10.6.${index}.0/24` };
  return new aws.ec2.Subnet(zone, { vpcId: vpc.id, ...place }).id;
});
const securityGroups = [new aws.ec2.SecurityGroup('work', { vpcId: vpc.id }).id];
const role = 'arn:aws:iam::123456789012:role/work';
const group = 'arn:aws:logs:us-east-1:123456789012:log-group:work';

const build = {
  serviceRole: role,
  artifacts: { type: 'NO_ARTIFACTS' },
  environment: {
    computeType: 'BUILD_GENERAL1_SMALL',
    image: 'aws/codebuild/standard:7.0',
    type: 'LINUX_CONTAINER',
  },
  source: { type: 'NO_SOURCE' },
};
new aws.codebuild.Project('web', { ...build, logsConfig: { cloudwatchLogs: { groupName: 'web' } } });
new aws.codebuild.ReportGroup('tests', {
  type: 'TEST',
  exportConfig: { type: 'S3', s3Destination: { bucket: 'reports', encryptionKey: 'alias/aws/s3' } },
});
new aws.athena.Workgroup('sales', {
  configuration: {
    enforceWorkgroupConfiguration: true,
    resultConfiguration: {
      outputLocation: 's3://results/',
      encryptionConfiguration: { encryptionOption: 'SSE_S3' },
    },
  },
});
new aws.ecs.TaskSet('web', {
  cluster: 'shop',
  service: 'web',
  taskDefinition: 'web:1',
  networkConfiguration: { subnets: subnetIds, securityGroups },
});
new aws.connect.Instance('support', {
  identityManagementType: 'CONNECT_MANAGED',
  inboundCallsEnabled: true,
  outboundCallsEnabled: true,
  contactFlowLogsEnabled: true,
});
new aws.kinesis.FirehoseDeliveryStream('clicks', {
  destination: 'extended_s3',
  extendedS3Configuration: { bucketArn: 'arn:aws:s3:::clicks', roleArn: role },
  serverSideEncryption: { enabled: true },
});
new aws.dms.Endpoint('notes', {
  endpointId: 'notes',
  endpointType: 'source',
  engineName: 'mongodb',
  sslMode: 'require',
  mongodbSettings: { authType: 'password' },
});
new aws.ec2.NetworkInterface('web', { subnetId: subnetIds[0]!, securityGroups });
new aws.mskconnect.Connector('orders', {
  kafkaconnectVersion: '3.7.x',
  connectorConfiguration: {},
  serviceExecutionRoleArn: role,
  plugins: [],
  capacity: { provisionedCapacity: { mcuCount: 1, workerCount: 1 } },
  kafkaCluster: {
    apacheKafkaCluster: {
      bootstrapServers: 'kafka.example:9098',
      vpc: { subnets: subnetIds, securityGroups },
    },
  },
  kafkaClusterClientAuthentication: { authenticationType: 'IAM' },
  kafkaClusterEncryptionInTransit: { encryptionType: 'TLS' },
  logDelivery: { workerLogDelivery: { cloudwatchLogs: { enabled: true, logGroup: 'connect' } } },
});
new aws.transfer.Connector('bank', { accessRole: role, url: 'sftp://bank.example', loggingRole: role });
new aws.acmpca.CertificateAuthority('root', {
  type: 'ROOT',
  enabled: false,
  certificateAuthorityConfiguration: {
    keyAlgorithm: 'RSA_4096',
    signingAlgorithm: 'SHA512WITHRSA',
    subject: { commonName: 'example.com' },
  },
});
new aws.rds.Cluster('orders', {
  engine: 'aurora-mysql',
  masterUsername: 'orders',
  manageMasterUserPassword: true,
  storageEncrypted: true,
  deletionProtection: true,
  backupRetentionPeriod: 14,
  backtrackWindow: 86_400,
  copyTagsToSnapshot: true,
  iamDatabaseAuthenticationEnabled: true,
  enabledCloudwatchLogsExports: ['error', 'audit'],
  dbSubnetGroupName: new aws.rds.SubnetGroup('orders', { subnetIds }).name,
  vpcSecurityGroupIds: securityGroups,
});
new aws.redshiftserverless.Workgroup('sales', {
  namespaceName: 'sales',
  workgroupName: 'sales',
  enhancedVpcRouting: true,
  subnetIds,
  securityGroupIds: securityGroups,
  configParameters: [{ parameterKey: 'require_ssl', parameterValue: 'true' }],
});
new aws.sagemaker.EndpointConfiguration('prices', {
  productionVariants: [{ modelName: 'prices', instanceType: 'ml.c6i.large', initialInstanceCount: 2 }],
});
new aws.servicecatalog.PortfolioShare('tools', {
  portfolioId: 'port-0a',
  principalId: 'arn:aws:organizations::123456789012:ou/o-0a/ou-0a',
  type: 'ORGANIZATIONAL_UNIT',
});
new aws.ssm.Document('restart', {
  documentType: 'Command',
  content: '{}',
  permissions: { type: 'Share', accountIds: '210987654321' },
});
new aws.datasync.Task('files', {
  sourceLocationArn: 'arn:aws:datasync:us-east-1:123456789012:location/loc-0a',
  destinationLocationArn: 'arn:aws:datasync:us-east-1:123456789012:location/loc-0b',
  cloudwatchLogGroupArn: group,
});
new aws.elasticsearch.Domain('products', {
  elasticsearchVersion: '7.10',
  clusterConfig: { instanceCount: 3, dedicatedMasterEnabled: true, dedicatedMasterCount: 3 },
  encryptAtRest: { enabled: true },
  nodeToNodeEncryption: { enabled: true },
  vpcOptions: { subnetIds, securityGroupIds: securityGroups },
  domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: 'Policy-Min-TLS-1-2-PFS-2023-10' },
  advancedSecurityOptions: { enabled: true },
  logPublishingOptions: [
    { logType: 'ES_APPLICATION_LOGS', cloudwatchLogGroupArn: group },
    { logType: 'AUDIT_LOGS', cloudwatchLogGroupArn: group },
  ],
});
new aws.networkfirewall.FirewallPolicy('edge', {
  firewallPolicy: {
    statelessDefaultActions: ['aws:forward_to_sfe'],
    statelessFragmentDefaultActions: ['aws:drop'],
    statefulRuleGroupReferences: [
      { resourceArn: 'arn:aws:network-firewall:us-east-1:123456789012:stateful-rulegroup/web' },
    ],
  },
});
const allowed = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::123456789012:role/orders' },
      Action: 'events:PutEvents',
      Resource: 'arn:aws:events:us-east-1:123456789012:event-bus/orders',
    },
  ],
});
const bus = new aws.cloudwatch.EventBus('orders');
new aws.cloudwatch.EventBusPolicy('orders', { eventBusName: bus.name, policy: allowed });
const zone = new aws.route53.Zone('shop', { name: 'example.com' });
new aws.route53.QueryLog('shop', { zoneId: zone.zoneId, cloudwatchLogGroupArn: group });
new aws.s3control.MultiRegionAccessPoint('images', {
  details: { name: 'images', regions: [{ bucket: 'images' }] },
});
