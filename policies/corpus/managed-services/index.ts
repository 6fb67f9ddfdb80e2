import * as aws from '@pulumi/aws';

const vpc = new aws.ec2.Vpc('jobs', { cidrBlock: '10.7.0.0/16' });
new aws.ec2.FlowLog('jobs', {
  vpcId: vpc.id,
  logDestinationType: 's3',
  logDestination: 'arn:aws:s3:::logs',
});
new aws.ec2.DefaultSecurityGroup('jobs', { vpcId: vpc.id });
new aws.ec2.DefaultRouteTable('jobs', { defaultRouteTableId: vpc.defaultRouteTableId });
const subnets = ['a', 'b'].map((zone, index) => {
  const place = { availabilityZone: `us-east-1${zone}`, cidrBlock: `10.7.${index}.0/24` };
  return new aws.ec2.Subnet(zone, { vpcId: vpc.id, ...place, mapPublicIpOnLaunch: false });
});
const subnetIds = subnets.map(({ id }) => id);
const securityGroups = [new aws.ec2.SecurityGroup('jobs', { vpcId: vpc.id }).id];
const role = 'arn:aws:iam::123456789012:role/jobs';
const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/0a';

const api = new aws.apigateway.RestApi('shop', { endpointConfiguration: { types: 'REGIONAL' } });
new aws.apigateway.Integration('shop', {
  restApi: api.id,
  resourceId: api.rootResourceId,
  httpMethod: 'GET',
  type: 'HTTP_PROXY',
  uri: 'https://shop.example',
});
const stage = new aws.apigateway.Stage('shop', {
  restApi: api.id,
  deployment: 'shop',
  stageName: 'prod',
  xrayTracingEnabled: true,
  accessLogSettings: {
    destinationArn: 'arn:aws:logs:us-east-1:1:log-group:shop',
    format: '$context.requestId',
  },
  clientCertificateId: new aws.apigateway.ClientCertificate('shop').id,
});
const firewall = 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/shop/0a';
new aws.wafv2.WebAclAssociation('shop', { resourceArn: stage.arn, webAclArn: firewall });
const originGroups = [
  {
    originId: 'both',
    failoverCriteria: { statusCodes: [500, 502] },
    members: [{ originId: 'first' }, { originId: 'second' }],
  },
];
new aws.cloudfront.Distribution('jobs', {
  enabled: true,
  defaultRootObject: 'index.html',
  webAclId: 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/edge/0a',
  loggingConfig: { bucket: 'logs.s3.amazonaws.com' },
  origins: ['first', 'second'].map(originId => ({
    originId,
    domainName: `${originId}.lambda-url.us-east-1.on.aws`,
    originAccessControlId: 'E0A',
    customOriginConfig: {
      originProtocolPolicy: 'https-only',
      originSslProtocols: ['TLSv1.2'],
      httpPort: 80,
      httpsPort: 443,
    },
  })),
  originGroups,
  defaultCacheBehavior: {
    targetOriginId: 'both',
    viewerProtocolPolicy: 'redirect-to-https',
    allowedMethods: ['GET', 'HEAD'],
    cachedMethods: ['GET', 'HEAD'],
  },
  restrictions: { geoRestriction: { restrictionType: 'none' } },
  viewerCertificate: {
    acmCertificateArn: certificate,
    sslSupportMethod: 'sni-only',
    minimumProtocolVersion: 'TLSv1.2_2021',
  },
});
new aws.codebuild.Project('shop', {
  serviceRole: role,
  artifacts: { type: 'NO_ARTIFACTS' },
  environment: {
    computeType: 'BUILD_GENERAL1_SMALL',
    image: 'aws/codebuild/standard:7.0',
    type: 'LINUX_CONTAINER',
  },
  source: { type: 'BITBUCKET', location: 'https://bitbucket.org/acme/shop.git' },
  logsConfig: { cloudwatchLogs: { groupName: 'shop' } },
});
new aws.dms.ReplicationTask('orders', {
  migrationType: 'cdc',
  replicationInstanceArn: 'arn:aws:dms:us-east-1:123456789012:rep:0A',
  replicationTaskId: 'orders',
  sourceEndpointArn: 'arn:aws:dms:us-east-1:123456789012:endpoint:0A',
  targetEndpointArn: 'arn:aws:dms:us-east-1:123456789012:endpoint:0B',
  tableMappings: '{}',
  replicationTaskSettings: JSON.stringify({
    Logging: {
      EnableLogging: true,
      LogComponents: [{ Id: 'TARGET_APPLY', Severity: 'LOGGER_SEVERITY_DEFAULT' }],
    },
  }),
});
new aws.dynamodb.Table('prices', {
  hashKey: 'id',
  attributes: [{ name: 'id', type: 'S' }],
  billingMode: 'PAY_PER_REQUEST',
  pointInTimeRecovery: { enabled: true },
  deletionProtectionEnabled: true,
});
new aws.ec2.NetworkAcl('jobs', { vpcId: vpc.id, subnetIds });
new aws.ec2.LaunchTemplate('jobs', {
  imageId: 'ami-0a',
  instanceType: 'm7g.large',
  metadataOptions: { httpTokens: 'required' },
  blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs: { encrypted: 'true' } }],
  networkInterfaces: [{ deviceIndex: 0, associatePublicIpAddress: 'false', securityGroups }],
});
new aws.autoscaling.Group('jobs', {
  minSize: 2,
  maxSize: 4,
  vpcZoneIdentifiers: subnetIds,
  mixedInstancesPolicy: {
    launchTemplate: {
      launchTemplateSpecification: { launchTemplateId: 'lt-0a' },
      overrides: [{ instanceType: 'm7g.large' }, { instanceType: 'm6g.large' }],
    },
  },
});
new aws.efs.MountTarget('files', { fileSystemId: 'fs-0a', subnetId: subnetIds[0]!, securityGroups });
new aws.eks.Cluster('jobs', {
  roleArn: role,
  version: '1.35',
  vpcConfig: {
    subnetIds,
    securityGroupIds: securityGroups,
    endpointPrivateAccess: true,
    endpointPublicAccess: false,
  },
  encryptionConfig: {
    resources: ['secrets'],
    provider: { keyArn: 'arn:aws:kms:us-east-1:123456789012:key/0a' },
  },
  enabledClusterLogTypes: ['api', 'audit'],
});
new aws.elasticache.ReplicationGroup('pages', {
  description: 'pages',
  engineVersion: '7.1',
  atRestEncryptionEnabled: true,
  transitEncryptionEnabled: true,
  automaticFailoverEnabled: true,
  numCacheClusters: 2,
  snapshotRetentionLimit: 7,
  subnetGroupName: new aws.elasticache.SubnetGroup('pages', { subnetIds }).name,
  securityGroupIds: securityGroups,
});
new aws.elasticbeanstalk.Environment('shop', {
  application: 'shop',
  solutionStackName: '64bit Amazon Linux 2023 v6.1.0 running Node.js 22',
  settings: [
    { namespace: 'aws:elasticbeanstalk:healthreporting:system', name: 'SystemType', value: 'enhanced' },
    { namespace: 'aws:elasticbeanstalk:managedactions', name: 'ManagedActionsEnabled', value: 'true' },
    { namespace: 'aws:elasticbeanstalk:cloudwatch:logs', name: 'StreamLogs', value: 'true' },
  ],
});
const old = new aws.elb.LoadBalancer('jobs', {
  subnets: subnetIds,
  securityGroups,
  listeners: [
    {
      instancePort: 80,
      instanceProtocol: 'http',
      lbPort: 443,
      lbProtocol: 'https',
      sslCertificateId: certificate,
    },
  ],
  connectionDraining: true,
  accessLogs: { bucket: 'logs' },
});
new aws.elb.SslNegotiationPolicy('jobs', {
  loadBalancer: old.id,
  lbPort: 443,
  attributes: [{ name: 'Reference-Security-Policy', value: 'ELBSecurityPolicy-TLS-1-2-2017-01' }],
});
const inner = new aws.lb.LoadBalancer('inner', {
  internal: true,
  subnets: subnetIds,
  securityGroups,
  dropInvalidHeaderFields: true,
  enableDeletionProtection: true,
  accessLogs: { bucket: 'logs', enabled: true },
});
new aws.lb.Listener('inner', {
  loadBalancerArn: inner.arn,
  port: 443,
  protocol: 'HTTPS',
  sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06',
  certificateArn: certificate,
  defaultActions: [
    { type: 'forward', targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/jobs/0a' },
  ],
});
new aws.emr.SecurityConfiguration('sales', {
  configuration: JSON.stringify({
    EncryptionConfiguration: { EnableAtRestEncryption: true, EnableInTransitEncryption: true },
  }),
});
const notes = new aws.rds.Cluster('notes', {
  engine: 'aurora-mysql',
  masterUsername: 'notes',
  manageMasterUserPassword: true,
  storageEncrypted: true,
  deletionProtection: true,
  backupRetentionPeriod: 14,
  backtrackWindow: 86_400,
  copyTagsToSnapshot: true,
  iamDatabaseAuthenticationEnabled: true,
  enabledCloudwatchLogsExports: ['error', 'audit'],
  dbSubnetGroupName: new aws.rds.SubnetGroup('notes', { subnetIds }).name,
  vpcSecurityGroupIds: securityGroups,
});
for (const name of ['writer', 'reader'])
  new aws.rds.ClusterInstance(name, {
    clusterIdentifier: notes.id,
    engine: 'aurora-mysql',
    instanceClass: 'db.r7g.large',
  });
new aws.rds.EventSubscription('notes', {
  snsTopic: 'arn:aws:sns:us-east-1:123456789012:databases',
  sourceType: 'db-cluster',
  eventCategories: ['failure', 'maintenance'],
});
const cache = new aws.s3.DirectoryBucket('cache', {
  bucket: 'cache--use1-az4--x-s3',
  location: { name: 'use1-az4' },
});
new aws.s3.BucketLifecycleConfiguration('cache', {
  bucket: cache.bucket,
  rules: [{ id: 'end', status: 'Enabled', expiration: { days: 7 } }],
});
new aws.ec2.SpotFleetRequest('jobs', {
  iamFleetRole: role,
  targetCapacity: 2,
  launchSpecifications: [
    {
      ami: 'ami-0a',
      instanceType: 'm7g.large',
      subnetId: subnetIds[0]!,
      ebsBlockDevices: [{ deviceName: '/dev/sdb', encrypted: true }],
    },
  ],
});
new aws.sagemaker.NotebookInstance('prices', {
  roleArn: role,
  instanceType: 'ml.t3.medium',
  platformIdentifier: 'notebook-al2023-v1',
  directInternetAccess: 'Disabled',
  rootAccess: 'Disabled',
  subnetId: subnetIds[0]!,
  securityGroups,
});
