import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

// resources of many services, for the rules about one setting; they need not belong together
const vpc = new aws.ec2.Vpc('services', { cidrBlock: '10.5.0.0/16' });
new aws.ec2.FlowLog('services', {
  vpcId: vpc.id,
  logDestinationType: 's3',
  logDestination: 'arn:aws:s3:::logs',
});
new aws.ec2.DefaultSecurityGroup('services', { vpcId: vpc.id });
new aws.ec2.DefaultRouteTable('services', { defaultRouteTableId: vpc.defaultRouteTableId });
const subnetIds = ['a', 'b'].map((zone, index) => {
  const place = { availabilityZone: `us-east-1${zone}`, cidrBlock: `10.5.${index}.0/24` };
  return new aws.ec2.Subnet(zone, { vpcId: vpc.id, ...place }).id;
});
const group = new aws.ec2.SecurityGroup('services', { vpcId: vpc.id });
const key = new aws.kms.Key('services', { enableKeyRotation: true });
const logs = new aws.cloudwatch.LogGroup('services', { retentionInDays: 30 });

new aws.rds.Proxy('orders', {
  engineFamily: 'POSTGRESQL',
  roleArn: 'arn:aws:iam::123456789012:role/proxy',
  vpcSubnetIds: subnetIds,
  vpcSecurityGroupIds: [group.id],
  auths: [],
  requireTls: true,
});
new aws.rds.Snapshot('orders', {
  dbInstanceIdentifier: 'orders',
  dbSnapshotIdentifier: 'orders-last',
  sharedAccounts: ['210987654321'],
});
new aws.dms.ReplicationInstance('move', {
  replicationInstanceId: 'move',
  replicationInstanceClass: 'dms.t3.micro',
  publiclyAccessible: false,
  autoMinorVersionUpgrade: true,
  multiAz: true,
});

new aws.ecs.TaskDefinition('jobs', {
  family: 'jobs',
  networkMode: 'awsvpc',
  volumes: [
    { name: 'files', efsVolumeConfiguration: { fileSystemId: 'fs-0a', transitEncryption: 'ENABLED' } },
  ],
  containerDefinitions: JSON.stringify([
    {
      name: 'jobs',
      image: 'example/jobs:1',
      user: 'node',
      readonlyRootFilesystem: true,
      logConfiguration: { logDriver: 'awslogs', options: {} },
    },
  ]),
});

new aws.elb.LoadBalancer('old', {
  subnets: subnetIds,
  securityGroups: [group.id],
  listeners: [{ instancePort: 5000, instanceProtocol: 'tcp', lbPort: 5000, lbProtocol: 'tcp' }],
  connectionDraining: true,
  accessLogs: { bucket: 'logs' },
});
const launchTemplate = {
  launchTemplateSpecification: { launchTemplateId: 'lt-0a' },
  overrides: [{ instanceType: 'm7g.large' }, { instanceType: 'm6g.large' }],
};
new aws.autoscaling.Group('web', {
  minSize: 2,
  maxSize: 4,
  vpcZoneIdentifiers: subnetIds,
  targetGroupArns: ['arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/0a'],
  healthCheckType: 'ELB',
  mixedInstancesPolicy: { launchTemplate },
});

new aws.cloudtrail.Trail('audit', {
  s3BucketName: 'audit',
  isMultiRegionTrail: true,
  enableLogFileValidation: true,
  kmsKeyId: key.arn,
  cloudWatchLogsGroupArn: pulumi.interpolate`${logs.arn}:*`,
  eventSelectors: [{ dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3'] }] }],
});

new aws.ec2transitgateway.TransitGateway('hub');
new aws.ec2clientvpn.Endpoint('office', {
  serverCertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a',
  authenticationOptions: [],
  clientCidrBlock: '10.9.0.0/22',
  connectionLogOptions: { enabled: true, cloudwatchLogGroup: logs.name },
});

const files = new aws.efs.FileSystem('files', { encrypted: true });
new aws.efs.BackupPolicy('files', { fileSystemId: files.id, backupPolicy: { status: 'ENABLED' } });
new aws.efs.AccessPoint('files', {
  fileSystemId: files.id,
  rootDirectory: { path: '/uploads' },
  posixUser: { uid: 1000, gid: 1000 },
});
new aws.s3.AccessPoint('reports', { bucket: 'reports' });
new aws.s3.BucketOwnershipControls('reports', {
  bucket: 'reports',
  rule: { objectOwnership: 'BucketOwnerEnforced' },
});
const images = new aws.ecr.Repository('images', {
  imageTagMutability: 'IMMUTABLE',
  imageScanningConfiguration: { scanOnPush: true },
});
new aws.ecr.LifecyclePolicy('images', { repository: images.name, policy: { rules: [] } });

new aws.rds.ParameterGroup('orders', {
  family: 'postgres16',
  parameters: [{ name: 'rds.force_ssl', value: '1' }],
});
const facts = new aws.redshift.Cluster('facts', {
  clusterIdentifier: 'facts',
  nodeType: 'ra3.large',
  masterUsername: 'facts',
  manageMasterPassword: true,
  enhancedVpcRouting: true,
  multiAz: true,
  automatedSnapshotRetentionPeriod: 7,
  clusterSubnetGroupName: new aws.redshift.SubnetGroup('facts', { subnetIds }).name,
  vpcSecurityGroupIds: [group.id],
});
new aws.redshift.Logging('facts', { clusterIdentifier: facts.id, logDestinationType: 'cloudwatch' });
new aws.dynamodb.Table('carts', {
  hashKey: 'id',
  attributes: [{ name: 'id', type: 'S' }],
  billingMode: 'PAY_PER_REQUEST',
  pointInTimeRecovery: { enabled: true },
  deletionProtectionEnabled: true,
});
new aws.dax.Cluster('carts', {
  clusterName: 'carts',
  iamRoleArn: 'arn:aws:iam::123456789012:role/dax',
  nodeType: 'dax.t3.small',
  replicationFactor: 3,
  serverSideEncryption: { enabled: true },
  clusterEndpointEncryptionType: 'TLS',
  subnetGroupName: 'carts',
  securityGroupIds: [group.id],
});
new aws.elasticache.ReplicationGroup('sessions', {
  description: 'sessions',
  atRestEncryptionEnabled: true,
  transitEncryptionEnabled: true,
  automaticFailoverEnabled: true,
  numCacheClusters: 2,
  snapshotRetentionLimit: 7,
  subnetGroupName: new aws.elasticache.SubnetGroup('sessions', { subnetIds }).name,
  securityGroupIds: [group.id],
});
new aws.opensearch.Domain('search', {
  engineVersion: 'OpenSearch_2.19',
  encryptAtRest: { enabled: true },
  nodeToNodeEncryption: { enabled: true },
  vpcOptions: { subnetIds, securityGroupIds: [group.id] },
  domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: 'Policy-Min-TLS-1-2-PFS-2023-10' },
  logPublishingOptions: ['ES_APPLICATION_LOGS', 'AUDIT_LOGS'].map(logType => ({
    logType,
    cloudwatchLogGroupArn: logs.arn,
  })),
  advancedSecurityOptions: { enabled: true },
  clusterConfig: { instanceCount: 3 },
});
new aws.kinesis.Stream('clicks', {
  shardCount: 1,
  encryptionType: 'KMS',
  kmsKeyId: 'alias/aws/kinesis',
  retentionPeriod: 168,
});

new aws.lambda.Function('resize', {
  role: 'arn:aws:iam::123456789012:role/resize',
  handler: 'index.handler',
  runtime: 'nodejs22.x',
  vpcConfig: { subnetIds, securityGroupIds: [group.id] },
});
new aws.lambda.Permission('resize', {
  action: 'lambda:InvokeFunction',
  function: 'resize',
  principal: 's3.amazonaws.com',
  sourceArn: 'arn:aws:s3:::reports',
});
new aws.sfn.StateMachine('orders', {
  roleArn: 'arn:aws:iam::123456789012:role/orders',
  definition: '{}',
  loggingConfiguration: { level: 'ERROR', logDestination: logs.arn },
});
const stage = new aws.apigateway.Stage('shop', {
  restApi: 'shop',
  deployment: 'shop',
  stageName: 'prod',
  xrayTracingEnabled: true,
  accessLogSettings: { destinationArn: logs.arn, format: '$context.requestId' },
});
new aws.wafv2.WebAclAssociation('shop', {
  resourceArn: stage.arn,
  webAclArn: 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/shop/0a',
});
new aws.apigateway.MethodSettings('shop', {
  restApi: 'shop',
  stageName: 'prod',
  methodPath: '*/*',
  settings: { cachingEnabled: true, cacheDataEncrypted: true },
});
new aws.apigatewayv2.Route('orders', {
  apiId: 'shop',
  routeKey: 'GET /orders',
  authorizationType: 'AWS_IAM',
});

new aws.wafv2.WebAcl('edge', {
  scope: 'CLOUDFRONT',
  defaultAction: { allow: {} },
  visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: 'edge', sampledRequestsEnabled: true },
  rules: [
    {
      name: 'flood',
      priority: 0,
      action: { block: {} },
      statement: { rateBasedStatement: { limit: 1000 } },
      visibilityConfig: {
        cloudwatchMetricsEnabled: true,
        metricName: 'flood',
        sampledRequestsEnabled: false,
      },
    },
  ],
});
new aws.cloudfront.Distribution('site', {
  enabled: true,
  defaultRootObject: 'index.html',
  loggingConfig: { bucket: 'logs.s3.amazonaws.com' },
  webAclId: 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/edge/0a',
  origins: [
    { originId: 'files', domainName: 'files.s3.us-east-1.amazonaws.com', originAccessControlId: 'E0A' },
    {
      originId: 'site',
      domainName: 'origin.example.com',
      customOriginConfig: {
        originProtocolPolicy: 'https-only',
        originSslProtocols: ['TLSv1.2'],
        httpPort: 80,
        httpsPort: 443,
      },
    },
  ],
  originGroups: [
    {
      originId: 'both',
      failoverCriteria: { statusCodes: [500, 502] },
      members: [{ originId: 'site' }, { originId: 'files' }],
    },
  ],
  defaultCacheBehavior: {
    targetOriginId: 'site',
    viewerProtocolPolicy: 'redirect-to-https',
    allowedMethods: ['GET', 'HEAD'],
    cachedMethods: ['GET', 'HEAD'],
  },
  restrictions: { geoRestriction: { restrictionType: 'none' } },
  viewerCertificate: {
    acmCertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a',
    sslSupportMethod: 'sni-only',
    minimumProtocolVersion: 'TLSv1.2_2021',
  },
});

new aws.eks.Cluster('work', {
  roleArn: 'arn:aws:iam::123456789012:role/work',
  vpcConfig: {
    subnetIds,
    securityGroupIds: [group.id],
    endpointPrivateAccess: true,
    endpointPublicAccess: false,
  },
  encryptionConfig: { resources: ['secrets'], provider: { keyArn: key.arn } },
  enabledClusterLogTypes: ['api', 'audit'],
});
new aws.iam.AccountPasswordPolicy('users', {
  minimumPasswordLength: 14,
  requireLowercaseCharacters: true,
  requireUppercaseCharacters: true,
  requireNumbers: true,
  requireSymbols: true,
  passwordReusePrevention: 24,
});
const robot = new aws.iam.User('robot');
new aws.iam.AccessKey('robot', { user: robot.name });
new aws.iam.AccessKey('robot-old', { user: robot.name, status: 'Inactive' });
new aws.ec2.Route('partner', {
  routeTableId: 'rtb-1',
  destinationCidrBlock: '10.8.4.0/24',
  vpcPeeringConnectionId: 'pcx-1',
});
new aws.iam.PolicyAttachment('developers', {
  groups: ['developers'],
  policyArn: 'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess',
});
new aws.secretsmanager.SecretRotation('orders', {
  secretId: 'orders',
  rotationLambdaArn: 'arn:aws:lambda:us-east-1:123456789012:function:rotate',
  rotationRules: { automaticallyAfterDays: 30 },
});
new aws.ec2.NetworkAclRule('web', {
  networkAclId: 'acl-0a',
  ruleNumber: 100,
  ruleAction: 'allow',
  protocol: 'tcp',
  fromPort: 443,
  toPort: 443,
  cidrBlock: '0.0.0.0/0',
});
new aws.sns.Topic('alarms', { kmsMasterKeyId: key.arn });
new aws.sqs.Queue('jobs');
new aws.ebs.Volume('cache', { availabilityZone: 'us-east-1a', size: 8, encrypted: true });
new aws.ec2.Instance('jump', {
  ami: 'ami-0a',
  instanceType: 't3.micro',
  subnetId: subnetIds[0]!,
  vpcSecurityGroupIds: [group.id],
  metadataOptions: { httpTokens: 'required' },
  rootBlockDevice: { volumeSize: 8, encrypted: true },
});
new aws.lambda.FunctionUrl('resize', { functionName: 'resize', authorizationType: 'AWS_IAM' });
new aws.docdb.Cluster('notes', {
  masterUsername: 'notes',
  manageMasterUserPassword: true,
  storageEncrypted: true,
  deletionProtection: true,
  backupRetentionPeriod: 14,
  enabledCloudwatchLogsExports: ['audit'],
  dbSubnetGroupName: new aws.docdb.SubnetGroup('notes', { subnetIds }).name,
  vpcSecurityGroupIds: [group.id],
});
