import { glob } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { graphOf } from '@goldpath/program/testing';
import { parseAssumptions } from './assumptions.ts';
import { costProgram } from './costProgram.ts';
import { estimate } from './estimate.ts';
import { sumOf } from './report.ts';

/** Estimates a program: its charges by name, and the reasons for resources without a charge. */
async function costOf(lines: string, replacements: string[] = [], region = 'us-east-1') {
  const { graph, dir } = await graphOf(lines);
  const cost = estimate(graph, region, { assumptions: parseAssumptions(replacements), root: dir });
  const priced: Record<string, number> = {};
  for (const { what, monthly } of cost.lines)
    priced[what] = Math.round(((priced[what] ?? 0) + monthly) * 1e4) / 1e4;
  const reasons = (list: typeof cost.unknown) =>
    list.map(({ subject, reason }) => `${subject.name}: ${reason}`);
  return { ...cost, priced, notPriced: reasons(cost.notPriced), unknown: reasons(cost.unknown) };
}

const task = (more = '') => `
const cluster = new aws.ecs.Cluster('shop');
const task = new aws.ecs.TaskDefinition('shop', {
  family: 'shop', cpu: '512', memory: '1024', requiresCompatibilities: ['FARGATE'], containerDefinitions: '[]', ${more}
});`;

test('a service is charged for vCPUs and memory for 730 hours, by its desired count', async () => {
  const cost = await costOf(`${task()}
new aws.ecs.Service('shop', { cluster: cluster.arn, taskDefinition: task.arn, launchType: 'FARGATE', desiredCount: 3 });`);
  // 3 × 0.5 vCPU × 730 h × 0.04048, and 3 × 1 GB × 730 h × 0.004445
  expect(cost.priced).toEqual({ 'Fargate vCPU, x86': 44.3256, 'Fargate memory, x86': 9.7346 });
  expect(cost.total).toBe(54.0602);
  expect(cost.lines[0]).toMatchObject({
    quantity: 1095,
    unit: 'vCPU-hour',
    location: { file: 'index.ts', line: 6 },
  });
});

test('the minimum of autoscaling takes precedence over the desired count', async () => {
  const cost = await costOf(`${task()}
const service = new aws.ecs.Service('shop', { cluster: cluster.arn, taskDefinition: task.arn, launchType: 'FARGATE', desiredCount: 9 });
new aws.appautoscaling.Target('shop', {
  serviceNamespace: 'ecs', scalableDimension: 'ecs:service:DesiredCount', minCapacity: 2, maxCapacity: 9,
  resourceId: pulumi.interpolate\`service/\${cluster.name}/\${service.name}\`,
});`);
  expect(cost.lines.map(({ quantity }) => quantity)).toEqual([730, 1460]);
});

test('the autoscaling of another service is ignored', async () => {
  const cost = await costOf(`${task()}
new aws.ecs.Service('shop', { cluster: cluster.arn, taskDefinition: task.arn, launchType: 'FARGATE', desiredCount: 1 });
const other = new aws.ecs.Service('other', { cluster: cluster.arn, taskDefinition: 'elsewhere', launchType: 'EC2' });
new aws.appautoscaling.Target('other', {
  serviceNamespace: 'ecs', scalableDimension: 'ecs:service:DesiredCount', minCapacity: 5, maxCapacity: 9,
  resourceId: pulumi.interpolate\`service/\${cluster.name}/\${other.name}\`,
});`);
  expect(cost.lines[0]?.quantity).toBe(365);
});

test('ARM64, storage above 20 GB and public addresses have prices of their own', async () => {
  const cost =
    await costOf(`${task("runtimePlatform: { cpuArchitecture: 'ARM64' }, ephemeralStorage: { sizeInGib: 30 },")}
new aws.ecs.Service('shop', { cluster: cluster.arn, taskDefinition: task.arn, launchType: 'FARGATE', desiredCount: 1,
  networkConfiguration: { subnets: ['subnet-1'], assignPublicIp: true } });`);
  expect(cost.priced).toEqual({
    'Fargate vCPU, arm': 11.8187,
    'Fargate memory, arm': 2.5988,
    'Fargate storage above 20 GB': 0.8103,
    'public IPv4 addresses of tasks': 3.65,
  });
});

test('tasks are distributed by base and weight, and Spot is charged at the assumed fraction of the price', async () => {
  const program = `${task()}
new aws.ecs.Service('shop', { cluster: cluster.arn, taskDefinition: task.arn, desiredCount: 4, capacityProviderStrategies: [
  { capacityProvider: 'FARGATE', base: 1, weight: 0 }, { capacityProvider: 'FARGATE_SPOT', weight: 1 } ] });`;
  expect((await costOf(program)).priced).toMatchObject({
    'Fargate vCPU, x86': 14.7752,
    'Fargate Spot vCPU, x86': 13.2977,
  });
  expect((await costOf(program, ['spot-price=0.5'])).priced).toMatchObject({
    'Fargate Spot vCPU, x86': 22.1628,
  });
});

test('a service on instances is unknown unless the program creates instances', async () => {
  const service = `${task()}
new aws.ecs.Service('shop', { cluster: cluster.arn, taskDefinition: task.arn, launchType: 'EC2' });`;
  const instance = `new aws.ec2.Instance('host', { ami: 'ami-1', instanceType: 't3.micro' });`;
  expect((await costOf(service)).unknown).toEqual([
    'shop: it runs on instances of its cluster, which the program does not create',
  ]);
  expect((await costOf(`${service}\n${instance}`)).unknown).toEqual([]);
});

test('a task definition without a service is unknown, with the cost of a task, and not in the total', async () => {
  const cost = await costOf(task());
  expect(cost).toMatchObject({ total: 0 });
  expect(cost.unknown).toEqual([
    'shop: no service of the program runs it; a task that runs all month would cost 18.02 USD',
  ]);
});

test('a database is charged for its class and storage, twice when it is Multi-AZ, and for its master user secret', async () => {
  const cost = await costOf(`new aws.rds.Instance('orders', {
  engine: 'postgres', instanceClass: 'db.t4g.micro', multiAz: true, storageType: 'gp3', allocatedStorage: 20,
  manageMasterUserPassword: true, backupRetentionPeriod: 7 });`);
  expect(cost.priced).toEqual({
    'postgres on db.t4g.micro, Multi-AZ': 23.36,
    'gp3 storage': 4.6,
    'master user secret, managed by RDS': 0.4,
  });
});

test('backups beyond the storage of the databases are charged', async () => {
  const cost = await costOf(
    `new aws.rds.Instance('orders', { engine: 'mysql', instanceClass: 'db.t3.micro', allocatedStorage: 20, backupRetentionPeriod: 7 });`,
    ['backup-gb=100'],
  );
  expect(cost.priced).toMatchObject({ 'mysql on db.t3.micro': 12.41, backups: 7.6 });
});

test('a class that is known only when it is deployed is unknown; a class or an engine without a price is not priced', async () => {
  const cost = await costOf(`
const known = new aws.rds.Instance('known', { engine: 'oracle-ee', instanceClass: 'db.m5.large', allocatedStorage: 20 });
new aws.rds.Instance('late', { engine: 'postgres', instanceClass: known.status as any, allocatedStorage: 20 });
new aws.rds.Instance('huge', { engine: 'postgres', instanceClass: 'db.x99.huge', allocatedStorage: 20 });`);
  expect(cost.unknown).toEqual(['late: its instance class is known only when it is deployed']);
  expect(cost.notPriced).toEqual([
    'known: RDS for oracle-ee',
    'huge: no price is listed for postgres on db.x99.huge',
  ]);
});

const network = `
const vpc = new aws.ec2.Vpc('shop', { cidrBlock: '10.0.0.0/16' });
const subnets = ['a', 'b'].map((zone, at) => new aws.ec2.Subnet(zone, { vpcId: vpc.id, cidrBlock: \`10.0.\${at}.0/24\` }));`;

test('NAT gateways, their addresses and their data are charged; the network is free', async () => {
  const cost = await costOf(`${network}
subnets.forEach((subnet, at) => new aws.ec2.NatGateway(\`nat\${at}\`, {
  subnetId: subnet.id, allocationId: new aws.ec2.Eip(\`nat\${at}\`, { domain: 'vpc' }).id }));`);
  expect(cost.priced).toEqual({ 'NAT gateway': 65.7, 'data through NAT': 0.45, 'public IPv4 address': 7.3 });
  expect(cost.notPriced).toEqual([]);
});

test('an assumption is one amount per stage, which the resources share', async () => {
  const cost = await costOf(
    `${network}
subnets.forEach((subnet, at) => new aws.ec2.NatGateway(\`nat\${at}\`, { subnetId: subnet.id, connectivityType: 'private' }));`,
    ['nat-gb=100'],
  );
  expect(cost.priced).toMatchObject({ 'data through NAT': 4.5 });
});

test('an interface endpoint is charged per zone, and a gateway endpoint is free', async () => {
  const cost = await costOf(`${network}
new aws.ec2.VpcEndpoint('s3', { vpcId: vpc.id, serviceName: 'com.amazonaws.us-east-1.s3' });
new aws.ec2.VpcEndpoint('ecr', { vpcId: vpc.id, serviceName: 'com.amazonaws.us-east-1.ecr.api', vpcEndpointType: 'Interface',
  subnetIds: subnets.map(({ id }) => id) });`);
  expect(cost.priced).toEqual({ 'interface endpoint': 14.6, 'data through interface endpoints': 0.1 });
  expect([...cost.notPriced, ...cost.unknown]).toEqual([]);
});

test('a load balancer is charged for hours and capacity units, and for an address per zone when it is internet-facing', async () => {
  const cost = await costOf(
    `${network}
new aws.lb.LoadBalancer('public', { subnets: subnets.map(({ id }) => id) });
new aws.lb.LoadBalancer('inner', { internal: true, subnets: subnets.map(({ id }) => id), loadBalancerType: 'network' });`,
    ['lcu=1'],
  );
  expect(cost.priced).toEqual({
    'Application Load Balancer': 16.425,
    'Network Load Balancer': 16.425,
    'capacity units': 10.22,
    'public IPv4 addresses': 7.3,
  });
});

test('a web ACL is charged per ACL, per rule and per request', async () => {
  const rule = (name: string) => `{ name: '${name}', priority: 1, visibilityConfig: visibility }`;
  const cost = await costOf(
    `
const visibility = { cloudwatchMetricsEnabled: true, metricName: 'x', sampledRequestsEnabled: true };
new aws.wafv2.WebAcl('edge', { scope: 'REGIONAL', defaultAction: { allow: {} }, visibilityConfig: visibility,
  rules: [${rule('a')}, ${rule('b')}] });`,
    ['requests=5000000'],
  );
  expect(cost.priced).toEqual({ 'web ACL': 5, rules: 2, 'requests that the web ACL inspects': 3 });
});

test('the first three dashboards are free; alarms are charged per metric, and more at high resolution', async () => {
  const cost = await costOf(`
for (const name of ['a', 'b', 'c', 'd']) new aws.cloudwatch.Dashboard(name, { dashboardName: name, dashboardBody: '{}' });
const alarm = { comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 1, threshold: 1 };
new aws.cloudwatch.MetricAlarm('slow', { ...alarm, metricName: 'm', namespace: 'n', period: 60 });
new aws.cloudwatch.MetricAlarm('fast', { ...alarm, metricName: 'm', namespace: 'n', period: 10 });
new aws.cloudwatch.MetricAlarm('ratio', { ...alarm, metricQueries: [
  { id: 'e', expression: 'a / b', returnData: true },
  { id: 'a', metric: { metricName: 'a', namespace: 'n', period: 60, stat: 'Sum' } },
  { id: 'b', metric: { metricName: 'b', namespace: 'n', period: 60, stat: 'Sum' } } ] });`);
  expect(cost.priced).toEqual({
    'dashboard after the first 3': 3,
    alarm: 0.3,
    'alarm, high resolution': 0.3,
  });
});

test('Container Insights is charged where it is enabled', async () => {
  const cost = await costOf(
    `
new aws.ecs.Cluster('seen', { settings: [{ name: 'containerInsights', value: 'enabled' }] });
new aws.ecs.Cluster('unseen', { settings: [{ name: 'containerInsights', value: 'disabled' }] });
new aws.ecs.Cluster('closely', { settings: [{ name: 'containerInsights', value: 'enhanced' }] });`,
    ['insights-metrics=10'],
  );
  expect(cost.priced).toEqual({ 'metrics of Container Insights': 3 });
  expect(cost.notPriced).toEqual(["closely: Container Insights with the setting 'enhanced'"]);
});

test('keys, secrets, registries, buckets, zones, logs and topics have fixed or assumed costs', async () => {
  const cost = await costOf(`
new aws.kms.Key('k'); new aws.secretsmanager.Secret('s'); new aws.ecr.Repository('r'); new aws.s3.Bucket('b');
new aws.route53.Zone('z', { name: 'example.com' }); new aws.cloudwatch.LogGroup('l'); new aws.sns.Topic('t');
new aws.scheduler.Schedule('c', { flexibleTimeWindow: { mode: 'OFF' }, scheduleExpression: 'rate(1 hour)', target: { arn: 'a', roleArn: 'r' } });`);
  // 1.03 + 0.45 + 0.2 + (0.23 + 0.05 + 0.04) + 0.9 + (2.5 + 0.15) + 0.002 + 0.01
  expect(cost.total).toBe(5.562);
});

test('functions, tables, queues and APIs are charged by assumed usage', async () => {
  const cost = await costOf(`
new aws.lambda.Function('f', { role: 'arn:aws:iam::123456789012:role/f', memorySize: 512, architectures: ['arm64'], runtime: 'nodejs22.x', handler: 'a.b' });
new aws.dynamodb.Table('t', { billingMode: 'PAY_PER_REQUEST', hashKey: 'id', attributes: [{ name: 'id', type: 'S' }] });
new aws.sqs.Queue('q'); new aws.apigatewayv2.Api('a', { protocolType: 'HTTP' });`);
  expect(cost.priced).toEqual({
    invocations: 0.2,
    // 1,000,000 × 0.1 s × 0.5 GB × 0.0000133334
    'duration of invocations': 0.6667,
    'write requests': 0.625,
    'read requests': 0.125,
    'items stored': 0.25,
    requests: 1.4,
  });
});

test('instances, volumes, node groups, the control plane and cache nodes are charged', async () => {
  const cost = await costOf(`
new aws.ec2.Instance('i', { ami: 'ami-1', instanceType: 't3.micro', rootBlockDevice: { volumeSize: 20, volumeType: 'gp3' } });
new aws.ebs.Volume('v', { availabilityZone: 'us-east-1a', size: 100, type: 'gp3', iops: 4000 });
const cluster = new aws.eks.Cluster('e', { roleArn: 'r', vpcConfig: { subnetIds: ['s'] } });
new aws.eks.NodeGroup('n', { clusterName: cluster.name, nodeRoleArn: 'r', subnetIds: ['s'], instanceTypes: ['m5.large'],
  scalingConfig: { desiredSize: 2, minSize: 1, maxSize: 3 } });
new aws.elasticache.ReplicationGroup('c', { description: 'c', nodeType: 'cache.t4g.micro', numCacheClusters: 2, engine: 'valkey' });`);
  expect(cost.priced).toEqual({
    'instances t3.micro': 7.592,
    // 20 + 100 + 2 × 20 GB
    'gp3 volume': 12.8,
    'provisioned IOPS': 5,
    'EKS control plane': 73,
    'instances m5.large of the group': 140.16,
    // 2 × 730 × 0.016 × 0.8
    'cache nodes cache.t4g.micro': 18.688,
  });
});

test('Aurora Serverless is charged by the minimum capacity of its cluster', async () => {
  const cost = await costOf(`
const cluster = new aws.rds.Cluster('a', { engine: 'aurora-postgresql', serverlessv2ScalingConfiguration: { minCapacity: 0.5, maxCapacity: 4 } });
new aws.rds.ClusterInstance('a', { clusterIdentifier: cluster.id, engine: 'aurora-postgresql', instanceClass: 'db.serverless' });`);
  expect(cost.priced).toEqual({ 'Aurora storage': 1, 'Aurora I/O': 0.2, 'Aurora Serverless': 43.8 });
});

test('a type without a price, another cloud and a plan outside AWS are reported as not priced', async () => {
  const cost = await costOf(`
new aws.redshift.Cluster('warehouse', { clusterIdentifier: 'w', nodeType: 'ra3.large' });
new pulumi.CustomResource('gcp:storage/bucket:Bucket', 'elsewhere', { location: 'EU' });
new pulumi.CustomResource('vercel:index/project:Project', 'site', { name: 'site' });
new pulumi.ComponentResource('shop:box:Box', 'mine');`);
  expect(cost.notPriced.sort()).toEqual([
    'elsewhere: not an AWS resource; only AWS prices are known',
    'site: billed by Vercel according to the plan of its account, outside AWS',
    'warehouse: no price is listed for this type',
  ]);
});

test('a resource that the program only reads is not included', async () => {
  expect(await costOf(`aws.ec2.NatGateway.get('theirs', 'nat-1');`)).toMatchObject({
    lines: [],
    notPriced: [],
    unknown: [],
  });
});

test('a region without a listed price uses the price of us-east-1, and the line names it', async () => {
  const [nat] = (await costOf(`new aws.ec2.NatGateway('n', { subnetId: 's' });`, [], 'sa-east-1')).lines;
  expect(nat).toMatchObject({ monthly: 32.85, priceTakenFrom: 'us-east-1' });
  expect(nat?.basis).toContain('no price is listed for sa-east-1, so the price of us-east-1 is used');
});

test('a resource with a region of its own has the prices of that region', async () => {
  const [nat] = (await costOf(`new aws.ec2.NatGateway('n', { subnetId: 's', region: 'eu-central-1' });`))
    .lines;
  expect(nat?.monthly).toBe(37.96);
});

test('a provider for another region is unknown, because its resources are not recorded', async () => {
  expect((await costOf(`new aws.Provider('far', { region: 'eu-west-1' });`)).unknown).toEqual([
    'far: its resources are in eu-west-1, but they are estimated with the prices of us-east-1',
  ]);
});

const pieces = [
  (id: string) => `new aws.kms.Key('${id}');`,
  (id: string) => `new aws.ec2.Eip('${id}');`,
  (id: string) => `new aws.ec2.NatGateway('${id}', { subnetId: 's' });`,
  (id: string) => `new aws.cloudwatch.Dashboard('${id}', { dashboardName: '${id}', dashboardBody: '{}' });`,
  (id: string) => `new aws.s3.Bucket('${id}');`,
  (id: string) => `new aws.cloudwatch.LogGroup('${id}');`,
  (id: string) =>
    `new aws.rds.Instance('${id}', { engine: 'postgres', instanceClass: 'db.t4g.micro', allocatedStorage: 5, backupRetentionPeriod: 1 });`,
];

test('the total is the sum of the lines, and another resource never lowers it', async () => {
  const chosen = fc.array(fc.constantFrom(...pieces), { minLength: 2, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(chosen, async some => {
      const lines = some.map((piece, at) => piece(`r${at}`));
      const all = await costOf(lines.join('\n'));
      const fewer = await costOf(lines.slice(1).join('\n'));
      expect(all.total).toBe(sumOf(all.lines));
      expect(all.total).toBeGreaterThanOrEqual(fewer.total);
    }),
    { numRuns: 8 },
  );
});

test('every program of the policy corpus has a total above zero, which is the sum of its lines', async () => {
  const corpus = path.resolve(import.meta.dirname, '../../../policies/corpus');
  const projects: string[] = [];
  for await (const file of glob('*/Pulumi.yaml', { cwd: corpus })) projects.push(path.dirname(file));
  expect(projects).not.toEqual([]);
  for (const project of projects) {
    const { stages } = await costProgram(path.join(corpus, project));
    expect(stages).not.toEqual([]);
    for (const { total, lines } of stages) {
      expect(total).toBeGreaterThan(0);
      expect(total).toBe(sumOf(lines));
    }
  }
});
