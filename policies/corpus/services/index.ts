import * as aws from '@pulumi/aws';

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
  listeners: [{ instancePort: 80, instanceProtocol: 'http', lbPort: 80, lbProtocol: 'http' }],
  connectionDraining: true,
  accessLogs: { bucket: 'logs' },
});
new aws.autoscaling.Group('web', {
  minSize: 2,
  maxSize: 4,
  vpcZoneIdentifiers: subnetIds,
  targetGroupArns: ['arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/0a'],
  healthCheckType: 'ELB',
  launchTemplate: { id: 'lt-0a' },
});

new aws.cloudtrail.Trail('audit', {
  s3BucketName: 'audit',
  isMultiRegionTrail: true,
  enableLogFileValidation: true,
  kmsKeyId: key.arn,
  cloudWatchLogsGroupArn: logs.arn,
});

new aws.ec2transitgateway.TransitGateway('hub');
new aws.ec2clientvpn.Endpoint('office', {
  serverCertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a',
  authenticationOptions: [],
  clientCidrBlock: '10.9.0.0/22',
  connectionLogOptions: { enabled: true, cloudwatchLogGroup: logs.name },
});
