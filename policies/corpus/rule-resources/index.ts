import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

const config = new pulumi.Config();
const vpc = new aws.ec2.Vpc('site', { cidrBlock: '10.3.0.0/16', assignGeneratedIpv6CidrBlock: true });
new aws.ec2.FlowLog('site', { vpcId: vpc.id, logDestinationType: 's3', logDestination: 'arn:aws:s3:::logs' });
const closed = new aws.ec2.DefaultSecurityGroup('site', { vpcId: vpc.id });
const mainTable = new aws.ec2.DefaultRouteTable('site', { defaultRouteTableId: vpc.defaultRouteTableId });

const door = new aws.ec2.Subnet('door', {
  vpcId: vpc.id,
  availabilityZone: 'us-east-1a',
  cidrBlock: '10.3.0.0/24',
});
const door2 = new aws.ec2.Subnet('door2', {
  vpcId: vpc.id,
  availabilityZone: 'us-east-1b',
  cidrBlock: '10.3.1.0/24',
});
const room = new aws.ec2.Subnet('room', {
  vpcId: vpc.id,
  availabilityZone: 'us-east-1a',
  cidrBlock: '10.3.8.0/24',
});
const room2 = new aws.ec2.Subnet('room2', {
  vpcId: vpc.id,
  availabilityZone: 'us-east-1b',
  cidrBlock: '10.3.9.0/24',
});

const gateway = new aws.ec2.InternetGateway('site', { vpcId: vpc.id });
const outward = new aws.ec2.EgressOnlyInternetGateway('site', { vpcId: vpc.id });
const street = new aws.ec2.RouteTable('street', { vpcId: vpc.id });
new aws.ec2.Route('street-out', {
  routeTableId: street.id,
  destinationCidrBlock: '0.0.0.0/0',
  gatewayId: gateway.id,
});
new aws.ec2.RouteTableAssociation('door', { subnetId: door.id, routeTableId: street.id });
new aws.ec2.RouteTableAssociation('door2', { subnetId: door2.id, routeTableId: street.id });
new aws.ec2.Route('main-out6', {
  routeTableId: mainTable.id,
  destinationIpv6CidrBlock: '::/0',
  egressOnlyGatewayId: outward.id,
});

const doorGroup = new aws.ec2.SecurityGroup('door', { vpcId: vpc.id, description: 'Load balancer' });
const roomGroup = new aws.ec2.SecurityGroup('room', { vpcId: vpc.id, description: 'Tasks' });
const vaultGroup = new aws.ec2.SecurityGroup('vault', { vpcId: vpc.id, description: 'Database' });
new aws.vpc.SecurityGroupIngressRule('internet-door', {
  securityGroupId: doorGroup.id,
  cidrIpv4: '0.0.0.0/0',
  ipProtocol: 'tcp',
  fromPort: 443,
  toPort: 443,
});
new aws.vpc.SecurityGroupIngressRule('door-room', {
  securityGroupId: roomGroup.id,
  referencedSecurityGroupId: doorGroup.id,
  ipProtocol: 'tcp',
  fromPort: 8000,
  toPort: 8000,
});
new aws.vpc.SecurityGroupIngressRule('room-vault', {
  securityGroupId: vaultGroup.id,
  referencedSecurityGroupId: roomGroup.id,
  ipProtocol: 'tcp',
  fromPort: 5432,
  toPort: 5432,
});
new aws.vpc.SecurityGroupEgressRule('room-out', {
  securityGroupId: roomGroup.id,
  cidrIpv4: '0.0.0.0/0',
  ipProtocol: '-1',
});

const password = new aws.secretsmanager.Secret('vault');
new aws.secretsmanager.SecretVersion('vault', {
  secretId: password.id,
  secretString: config.requireSecret('password'),
});
const vaultSubnets = new aws.rds.SubnetGroup('vault', { subnetIds: [room.id, room2.id] });
const vault = new aws.rds.Instance('vault', {
  engine: 'postgres',
  instanceClass: 'db.t4g.small',
  allocatedStorage: 20,
  username: 'site',
  password: config.requireSecret('password'),
  dbSubnetGroupName: vaultSubnets.name,
  vpcSecurityGroupIds: [vaultGroup.id],
  storageEncrypted: true,
  backupRetentionPeriod: 7,
  multiAz: true,
  deletionProtection: true,
  copyTagsToSnapshot: true,
  iamDatabaseAuthenticationEnabled: true,
  enabledCloudwatchLogsExports: ['postgresql'],
});

const files = new aws.s3.Bucket('files');
new aws.s3.BucketOwnershipControls('files', {
  bucket: files.id,
  rule: { objectOwnership: 'BucketOwnerEnforced' },
});
const filesBlock = new aws.s3.BucketPublicAccessBlock('files', {
  bucket: files.id,
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
});
new aws.s3.BucketPolicy('files', {
  bucket: files.id,
  policy: pulumi.jsonStringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [files.arn, pulumi.interpolate`${files.arn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  }),
});
new aws.s3.BucketLogging('files', { bucket: files.id, targetBucket: 'logs', targetPrefix: 'files' });
new aws.s3.BucketLifecycleConfiguration('files', {
  bucket: files.id,
  rules: [
    { id: 'end-uploads', status: 'Enabled', abortIncompleteMultipartUpload: { daysAfterInitiation: 1 } },
  ],
});

const github = new aws.iam.OpenIdConnectProvider('github', {
  url: 'https://token.actions.githubusercontent.com',
  clientIdLists: ['sts.amazonaws.com'],
});
const deployer = new aws.iam.Role('deployer', {
  assumeRolePolicy: github.arn.apply(arn =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: arn },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: {
              'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
              'token.actions.githubusercontent.com:sub': 'repo:example/site:environment:prod',
            },
          },
        },
      ],
    }),
  ),
});
const deploying = aws.iam.getPolicyDocumentOutput({
  statements: [
    { actions: ['s3:PutObject', 's3:DeleteObject'], resources: [pulumi.interpolate`${files.arn}/*`] },
    { actions: ['s3:ListBucket'], resources: [files.arn] },
  ],
});
new aws.iam.RolePolicy('deployer', { role: deployer.id, policy: deploying.json });

const taskRole = new aws.iam.Role('tasks', {
  assumeRolePolicy: {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  },
});
const starter = new aws.iam.Role('starter', { assumeRolePolicy: taskRole.assumeRolePolicy });
new aws.iam.RolePolicyAttachment('starter', {
  role: starter.name,
  policyArn: 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy',
});
new aws.iam.RolePolicy('starter', {
  role: starter.id,
  policy: pulumi.jsonStringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: password.arn }],
  }),
});

const balancer = new aws.lb.LoadBalancer('site', {
  subnets: [door.id, door2.id],
  securityGroups: [doorGroup.id],
  dropInvalidHeaderFields: true,
  enableDeletionProtection: true,
  accessLogs: { bucket: 'logs', enabled: true },
});
const targets = new aws.lb.TargetGroup('site', {
  vpcId: vpc.id,
  port: 8000,
  protocol: 'HTTP',
  targetType: 'ip',
});
const listener = new aws.lb.Listener('site', {
  loadBalancerArn: balancer.arn,
  port: 443,
  defaultActions: [{ type: 'forward', targetGroupArn: targets.arn }],
});
const task = new aws.ecs.TaskDefinition('site', {
  family: 'site',
  networkMode: 'awsvpc',
  executionRoleArn: starter.arn,
  taskRoleArn: taskRole.arn,
  containerDefinitions: pulumi.jsonStringify([
    {
      name: 'site',
      image: 'example/site:3',
      readonlyRootFilesystem: true,
      logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'site' } },
      portMappings: [{ containerPort: 8000 }],
      environment: [{ name: 'DATABASE_HOST', value: vault.address }],
      secrets: [{ name: 'DATABASE_PASSWORD', valueFrom: password.arn }],
    },
  ]),
});
const cluster = new aws.ecs.Cluster('site', { settings: [{ name: 'containerInsights', value: 'enabled' }] });
new aws.ecs.Service(
  'site',
  {
    cluster: cluster.arn,
    taskDefinition: task.arn,
    networkConfiguration: { subnets: [room.id, room2.id], securityGroups: [roomGroup.id] },
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: 'site', containerPort: 8000 }],
  },
  { dependsOn: [listener, filesBlock, closed] },
);
const nightly = new aws.cloudwatch.EventRule('nightly', { scheduleExpression: 'rate(1 day)' });
new aws.cloudwatch.EventTarget('nightly', {
  rule: nightly.name,
  arn: cluster.arn,
  roleArn: starter.arn,
  ecsTarget: {
    taskDefinitionArn: task.arn,
    launchType: 'FARGATE',
    networkConfiguration: { subnets: [room.id, room2.id], securityGroups: [roomGroup.id] },
  },
});
