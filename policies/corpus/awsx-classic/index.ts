import * as aws from '@pulumi/aws';
import * as awsx from '@pulumi/awsx/classic';

const vpc = new awsx.ec2.Vpc('depot', {
  cidrBlock: '10.4.0.0/16',
  numberOfAvailabilityZones: 2,
  numberOfNatGateways: 2,
  subnets: [{ type: 'public', mapPublicIpOnLaunch: false }, { type: 'private' }, { type: 'isolated' }],
});

new aws.ec2.FlowLog('depot', {
  vpcId: vpc.id,
  logDestinationType: 's3',
  logDestination: 'arn:aws:s3:::logs',
});
const edge = new aws.ec2.SecurityGroup('edge', {
  vpcId: vpc.id,
  ingress: [{ protocol: 'tcp', fromPort: 443, toPort: 443, cidrBlocks: ['0.0.0.0/0'] }],
});
const work = new aws.ec2.SecurityGroup('work', {
  vpcId: vpc.id,
  ingress: [{ protocol: 'tcp', fromPort: 80, toPort: 80, securityGroups: [edge.id] }],
});
const data = new aws.ec2.SecurityGroup('data', {
  vpcId: vpc.id,
  ingress: [{ protocol: 'tcp', fromPort: 5432, toPort: 5432, securityGroups: [work.id] }],
});

const group = new aws.rds.SubnetGroup('data', { subnetIds: vpc.isolatedSubnetIds });
new aws.rds.Instance('data', {
  engine: 'postgres',
  instanceClass: 'db.t4g.micro',
  allocatedStorage: 20,
  username: 'depot',
  manageMasterUserPassword: true,
  dbSubnetGroupName: group.name,
  vpcSecurityGroupIds: [data.id],
  storageEncrypted: true,
  backupRetentionPeriod: 7,
  deletionProtection: true,
  copyTagsToSnapshot: true,
  iamDatabaseAuthenticationEnabled: true,
  enabledCloudwatchLogsExports: ['postgresql'],
});

const balancer = new aws.lb.LoadBalancer('edge', {
  subnets: vpc.publicSubnetIds,
  securityGroups: [edge.id],
  dropInvalidHeaderFields: true,
  enableDeletionProtection: true,
  accessLogs: { bucket: 'logs', enabled: true },
});
const targets = new aws.lb.TargetGroup('work', {
  vpcId: vpc.id,
  port: 80,
  protocol: 'HTTP',
  targetType: 'ip',
});
const listener = new aws.lb.Listener('edge', {
  loadBalancerArn: balancer.arn,
  port: 443,
  defaultActions: [{ type: 'forward', targetGroupArn: targets.arn }],
});
const task = new aws.ecs.TaskDefinition('work', {
  family: 'work',
  networkMode: 'awsvpc',
  containerDefinitions: JSON.stringify([
    {
      name: 'work',
      image: 'nginx:1.27',
      readonlyRootFilesystem: true,
      logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'work' } },
      portMappings: [{ containerPort: 80 }],
    },
  ]),
});
new aws.ecs.Service(
  'work',
  {
    cluster: new aws.ecs.Cluster('work', { settings: [{ name: 'containerInsights', value: 'enabled' }] }).arn,
    taskDefinition: task.arn,
    networkConfiguration: { subnets: vpc.privateSubnetIds, securityGroups: [work.id], assignPublicIp: false },
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: 'work', containerPort: 80 }],
  },
  { dependsOn: [listener] },
);
