import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

const zones = aws.getAvailabilityZonesOutput({ state: 'available' }).names;
const vpc = new aws.ec2.Vpc('main', { cidrBlock: '10.2.0.0/16', enableDnsHostnames: true });
new aws.ec2.FlowLog('main', { vpcId: vpc.id, logDestinationType: 's3', logDestination: 'arn:aws:s3:::logs' });
const gateway = new aws.ec2.InternetGateway('main', { vpcId: vpc.id });

const tiers = {
  edge: { block: 0, isPublic: true },
  work: { block: 16, isPublic: false },
  data: { block: 32, isPublic: false },
};
const tables = Object.fromEntries(
  Object.entries(tiers).map(([tier, { isPublic }]) => [
    tier,
    new aws.ec2.RouteTable(tier, {
      vpcId: vpc.id,
      routes: isPublic ? [{ cidrBlock: '0.0.0.0/0', gatewayId: gateway.id }] : [],
    }),
  ]),
);
const subnets = Object.fromEntries(
  Object.entries(tiers).map(([tier, { block }]) => [
    tier,
    [0, 1].map(index => {
      const subnet = new aws.ec2.Subnet(`${tier}-${index}`, {
        vpcId: vpc.id,
        availabilityZone: zones.apply(names => names[index]!),
        cidrBlock: `10.2.${block + index}.0/24`,
      });
      new aws.ec2.RouteTableAssociation(`${tier}-${index}`, {
        subnetId: subnet.id,
        routeTableId: tables[tier]!.id,
      });
      return subnet.id;
    }),
  ]),
);

const ports = { edge: 443, work: 3000, data: 3306 };
const groups = Object.fromEntries(
  Object.keys(ports).map(tier => [tier, new aws.ec2.SecurityGroup(tier, { vpcId: vpc.id })]),
);
const ways: { from: keyof typeof ports; to: keyof typeof ports }[] = [
  { from: 'edge', to: 'work' },
  { from: 'work', to: 'data' },
];
for (const { from, to } of ways) {
  new aws.ec2.SecurityGroupRule(`${from}-${to}`, {
    type: 'ingress',
    securityGroupId: groups[to]!.id,
    sourceSecurityGroupId: groups[from]!.id,
    protocol: 'tcp',
    fromPort: ports[to],
    toPort: ports[to],
  });
}
new aws.ec2.SecurityGroupRule('internet-edge', {
  type: 'ingress',
  securityGroupId: groups.edge!.id,
  cidrBlocks: ['0.0.0.0/0'],
  protocol: 'tcp',
  fromPort: ports.edge,
  toPort: ports.edge,
});

const group = new aws.rds.SubnetGroup('data', { subnetIds: subnets.data! });
const cluster = new aws.rds.Cluster('data', {
  engine: 'aurora-mysql',
  masterUsername: 'app',
  manageMasterUserPassword: true,
  dbSubnetGroupName: group.name,
  vpcSecurityGroupIds: [groups.data!.id],
  storageEncrypted: true,
  backupRetentionPeriod: 7,
  deletionProtection: true,
  copyTagsToSnapshot: true,
  iamDatabaseAuthenticationEnabled: true,
  enabledCloudwatchLogsExports: ['audit'],
});
for (const index of [0, 1]) {
  new aws.rds.ClusterInstance(`data-${index}`, {
    clusterIdentifier: cluster.id,
    engine: 'aurora-mysql',
    instanceClass: 'db.t4g.medium',
  });
}

for (const bucket of ['uploads', 'reports']) {
  const { id, arn } = new aws.s3.Bucket(bucket);
  new aws.s3.BucketPublicAccessBlock(bucket, {
    bucket: id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new aws.s3.BucketLogging(bucket, { bucket: id, targetBucket: 'logs', targetPrefix: bucket });
  new aws.s3.BucketLifecycleConfiguration(bucket, {
    bucket: id,
    rules: [
      { id: 'end-uploads', status: 'Enabled', abortIncompleteMultipartUpload: { daysAfterInitiation: 1 } },
    ],
  });
  new aws.s3.BucketPolicy(bucket, {
    bucket: id,
    policy: arn.apply(name =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: [name, `${name}/*`],
          Condition: { Bool: { 'aws:SecureTransport': false } },
        },
      }),
    ),
  });
}

const balancer = new aws.lb.LoadBalancer('edge', {
  subnets: subnets.edge!,
  securityGroups: [groups.edge!.id],
  dropInvalidHeaderFields: true,
  accessLogs: { bucket: 'logs', enabled: true },
});
const runCluster = new aws.ecs.Cluster('work', {
  settings: [{ name: 'containerInsights', value: 'enabled' }],
});
for (const name of ['api', 'pages']) {
  const targets = new aws.lb.TargetGroup(name, {
    vpcId: vpc.id,
    port: ports.work,
    protocol: 'HTTP',
    targetType: 'ip',
  });
  const listener = new aws.lb.Listener(name, {
    loadBalancerArn: balancer.arn,
    port: ports.edge + (name === 'api' ? 0 : 1),
    defaultActions: [{ type: 'forward', targetGroupArn: targets.arn }],
  });
  const task = new aws.ecs.TaskDefinition(name, {
    family: name,
    networkMode: 'awsvpc',
    containerDefinitions: JSON.stringify([
      {
        name,
        image: `example/${name}:1`,
        readonlyRootFilesystem: true,
        logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'work' } },
        environment: [{ name: 'PORT', value: String(ports.work) }],
      },
    ]),
  });
  new aws.ecs.Service(
    name,
    {
      cluster: runCluster.arn,
      taskDefinition: task.arn,
      networkConfiguration: {
        subnets: subnets.work!,
        securityGroups: [groups.work!.id],
        assignPublicIp: false,
      },
      loadBalancers: [{ targetGroupArn: targets.arn, containerName: name, containerPort: ports.work }],
    },
    { dependsOn: listener },
  );
}

export const address = pulumi.interpolate`https://${balancer.dnsName}`;
