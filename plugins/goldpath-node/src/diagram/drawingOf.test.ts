import { expect, test } from 'vitest';
import { graphOf } from '../../../../policies/src/testing/program.ts';
import type { Drawing } from './drawing.ts';
import { drawingOf } from './drawingOf.ts';

async function draw(lines: string): Promise<Drawing> {
  const { graph } = await graphOf(lines);
  return drawingOf(graph, { title: 'shop, stage dev', region: 'us-east-1' });
}

/** Everything that has an id, by what it is called. */
function namesIn({ items, networks }: Drawing): Map<string, string> {
  return new Map([
    ...items.map(({ id, label, name }) => [id, `${label} ${name}`.trim()] as const),
    ...networks.flatMap(network => [
      [network.id, network.name] as const,
      ...network.subnets.map(({ id, name }) => [id, name] as const),
    ]),
  ]);
}

/** The arrows of a kind as text: `Internet -> Load balancer edge: 443`, with a `?` when it is not certain. */
function arrows(drawing: Drawing, kind = 'network'): string[] {
  const names = namesIn(drawing);
  return drawing.flows
    .filter(flow => flow.kind === kind)
    .map(
      ({ from, to, ports, certain }) =>
        `${names.get(from)} -> ${names.get(to)}${ports.length > 0 ? `: ${ports.join(', ')}` : ''}${certain ? '' : ' ?'}`,
    )
    .sort();
}

/** Where the item of this name lies: names of subnets, of the network, or `region`, `global`, `outside`. */
function placeOf(drawing: Drawing, name: string): string {
  const names = namesIn(drawing);
  const place = drawing.items.find(item => item.name === name)?.place;
  if (place?.at !== 'network') return `${place?.at}`;
  return [names.get(place.network), ...place.subnets.map(id => names.get(id))].join(', ');
}

function exposures({ networks }: Drawing): Record<string, string> {
  return Object.fromEntries(
    networks.flatMap(({ subnets }) => subnets.map(({ name, exposure }) => [name, exposure])),
  );
}

const network = `
const vpc = new aws.ec2.Vpc('net', { cidrBlock: '10.0.0.0/16' });
const igw = new aws.ec2.InternetGateway('net', { vpcId: vpc.id });
const subnet = (name: string, block: number, routes: any[] | undefined) => {
  const made = new aws.ec2.Subnet(name, { vpcId: vpc.id, availabilityZone: 'us-east-1a', cidrBlock: \`10.0.\${block}.0/24\` });
  const table = new aws.ec2.RouteTable(name, { vpcId: vpc.id, routes });
  new aws.ec2.RouteTableAssociation(name, { subnetId: made.id, routeTableId: table.id });
  return made.id;
};
const open = subnet('open', 0, [{ cidrBlock: '0.0.0.0/0', gatewayId: igw.id }]);
const nat = new aws.ec2.NatGateway('nat', { subnetId: open });
const work = subnet('work', 1, [{ cidrBlock: '0.0.0.0/0', natGatewayId: nat.id }]);
const data = subnet('data', 2, undefined);
const group = (name: string, ingress: any[]) => new aws.ec2.SecurityGroup(name, { vpcId: vpc.id, ingress });
const tcp = (port: number, from: object) => ({ protocol: 'tcp', fromPort: port, toPort: port, ...from });
const world = { cidrBlocks: ['0.0.0.0/0'] };
`;

/** A web service with its database; each part may be replaced to see what changes. */
function shop({
  edgeRule = 'tcp(443, world)',
  serviceRule = 'tcp(3000, { securityGroups: [edge.id] })',
  databaseRule = 'tcp(5432, { securityGroups: [service.id] })',
  internal = 'false',
} = {}): string {
  return `${network}
const edge = group('edge', [${edgeRule}]);
const service = group('service', [${serviceRule}]);
const store = group('store', [${databaseRule}]);
const lb = new aws.lb.LoadBalancer('web', { subnets: [open], securityGroups: [edge.id], internal: ${internal} });
const targets = new aws.lb.TargetGroup('web', { vpcId: vpc.id, port: 3000, protocol: 'HTTP', targetType: 'ip' });
new aws.lb.Listener('web', { loadBalancerArn: lb.arn, port: 443, defaultActions: [{ type: 'forward', targetGroupArn: targets.arn }] });
const task = new aws.ecs.TaskDefinition('api', { family: 'api', networkMode: 'awsvpc', containerDefinitions: '[]' });
new aws.ecs.Service('api', { taskDefinition: task.arn, networkConfiguration: { subnets: [work], securityGroups: [service.id] },
  loadBalancers: [{ targetGroupArn: targets.arn, containerName: 'api', containerPort: 3000 }] });
const rows = new aws.rds.SubnetGroup('rows', { subnetIds: [data] });
new aws.rds.Instance('rows', { engine: 'postgres', instanceClass: 'db.t4g.micro', dbSubnetGroupName: rows.name, vpcSecurityGroupIds: [store.id] });
`;
}

test('a web service has its way from the internet to the database, and its way out', async () => {
  expect(arrows(await draw(shop()))).toEqual([
    'ECS service api -> Database rows: 5432',
    'Internet -> Load balancer web: 443',
    'Load balancer web -> ECS service api: 3000',
    'NAT gateway nat -> Internet',
    'work -> NAT gateway nat',
  ]);
});

test('each item lies in the subnets that it names', async () => {
  const drawing = await draw(shop());
  expect(['web', 'nat', 'api', 'rows'].map(name => placeOf(drawing, name))).toEqual([
    'VPC net, open',
    'VPC net, open',
    'VPC net, work',
    'VPC net, data',
  ]);
});

test('routes tell public, private and isolated subnets, in rows from public to isolated', async () => {
  const drawing = await draw(network);
  expect(exposures(drawing)).toEqual({ open: 'public', work: 'private', data: 'isolated' });
  expect(drawing.networks[0]?.subnets.map(({ tier }) => tier)).toEqual([0, 1, 2]);
});

test('a subnet whose table leads to the internet gateway is public, whatever it is called', async () => {
  const changed = network.replace(
    "subnet('data', 2, undefined)",
    "subnet('data', 2, [{ cidrBlock: '0.0.0.0/0', gatewayId: igw.id }])",
  );
  expect(exposures(await draw(changed))).toMatchObject({ data: 'public' });
});

test('a subnet that leads to a NAT gateway of others is private', async () => {
  const changed = network.replace(
    "subnet('data', 2, undefined)",
    "subnet('data', 2, [{ cidrBlock: '0.0.0.0/0', natGatewayId: 'nat-0abc' }])",
  );
  expect(exposures(await draw(changed))).toMatchObject({ data: 'private' });
});

test('routes that only a deployment tells make a subnet neither private nor public', async () => {
  const changed = network.replace(
    "subnet('data', 2, undefined)",
    "subnet('data', 2, new pulumi.StackReference('a/b/c').getOutput('routes') as any)",
  );
  expect(exposures(await draw(changed))).toMatchObject({ data: 'unknown' });
});

test('a rule taken away takes its arrow away', async () => {
  const told = arrows(await draw(shop({ databaseRule: '' })));
  expect(told).not.toContainEqual(expect.stringContaining('Database'));
  expect(told).toContain('Load balancer web -> ECS service api: 3000');
});

test('a rule for another port than that of the database lets nobody reach it', async () => {
  const drawing = await draw(shop({ databaseRule: 'tcp(22, { securityGroups: [service.id] })' }));
  expect(arrows(drawing)).not.toContainEqual(expect.stringContaining('Database'));
});

test('a load balancer reaches no target that does not let it in', async () => {
  const drawing = await draw(shop({ serviceRule: 'tcp(3001, { securityGroups: [edge.id] })' }));
  expect(arrows(drawing)).not.toContainEqual(expect.stringContaining('-> ECS service'));
});

test('a load balancer is reached on the ports on which it listens, of those that are open', async () => {
  const drawing = await draw(
    shop({ edgeRule: "tcp(80, world), { protocol: '-1', fromPort: 0, toPort: 0, ...world }" }),
  );
  expect(arrows(drawing)).toContain('Internet -> Load balancer web: 443');
});

test('an internal load balancer is reached from its VPC and not from the internet', async () => {
  const told = arrows(await draw(shop({ internal: 'true' })));
  expect(told).toContain('Anything in this VPC -> Load balancer web: 443');
  expect(told).not.toContainEqual(expect.stringContaining('Internet -> Load'));
});

test('addresses that are let in are named', async () => {
  const drawing = await draw(shop({ edgeRule: "tcp(443, { cidrBlocks: ['203.0.113.0/24'] })" }));
  expect(arrows(drawing)).toContain('Addresses 203.0.113.0/24 -> Load balancer web: 443');
});

test('a group that only a deployment tells lets in somebody, with no certainty', async () => {
  const drawing = await draw(
    shop({
      databaseRule:
        "tcp(5432, { securityGroups: [new pulumi.StackReference('a/b/c').getOutput('group') as any] })",
    }),
  );
  expect(arrows(drawing)).toContain('Somebody known at deployment -> Database rows: 5432 ?');
});

test.each([['blocks'], ['[blocks]']])(
  'addresses that only a deployment tells (%s) are those of somebody, with no certainty',
  async cidrBlocks => {
    const blocks = "const blocks = new pulumi.StackReference('a/b/c').getOutput('blocks') as any;";
    const drawing = await draw(
      `${blocks}${shop({ databaseRule: `tcp(5432, { cidrBlocks: ${cidrBlocks} })` })}`,
    );
    expect(arrows(drawing)).toContain('Somebody known at deployment -> Database rows: 5432 ?');
  },
);

test('ports that only a deployment tells are no certain ones', async () => {
  const port = "new pulumi.StackReference('a/b/c').getOutput('port') as any";
  const drawing = await draw(shop({ databaseRule: `tcp(${port}, { securityGroups: [service.id] })` }));
  expect(arrows(drawing)).toContain('ECS service api -> Database rows: 5432 ?');
});

test('what lies in subnets that only a deployment tells is drawn in a network that is not certain', async () => {
  const drawing = await draw(`
const subnets = new pulumi.StackReference('a/b/c').getOutput('subnets') as any;
new aws.lb.LoadBalancer('web', { subnets });`);
  expect(placeOf(drawing, 'web')).toBe('A VPC not told yet, Known only when it is deployed');
  expect(drawing.networks.map(({ certain }) => certain)).toEqual([false]);
  expect(exposures(drawing)).toEqual({ 'Known only when it is deployed': 'unknown' });
});

test('the same is so of what the rules know no subnets of', async () => {
  const drawing = await draw(`
const subnetIds = new pulumi.StackReference('a/b/c').getOutput('subnets') as any;
new aws.eks.Cluster('main', { roleArn: 'arn:aws:iam::123456789012:role/eks', vpcConfig: { subnetIds } });`);
  expect(placeOf(drawing, 'main')).toBe('A VPC not told yet, Known only when it is deployed');
});

test('of a group that exists already nobody knows whom it lets in', async () => {
  const drawing = await draw(`
const lb = new aws.lb.LoadBalancer('web', { subnets: ['subnet-0abc'], securityGroups: ['sg-0abc'] });
new aws.lb.Listener('web', { loadBalancerArn: lb.arn, port: 443, defaultActions: [] });`);
  expect(arrows(drawing)).toEqual(['Somebody known at deployment -> Load balancer web: 443 ?']);
});

test('an instance that names no subnet lies in the default VPC, where the internet reaches it', async () => {
  const drawing = await draw(`
const web = new aws.ec2.SecurityGroup('web', { ingress: [{ protocol: 'tcp', fromPort: 80, toPort: 80, cidrBlocks: ['0.0.0.0/0'] }] });
new aws.ec2.Instance('web', { ami: 'ami-1', instanceType: 't4g.nano', vpcSecurityGroupIds: [web.id] });`);
  expect(placeOf(drawing, 'web')).toBe('Default VPC, Default subnets');
  expect(arrows(drawing)).toEqual(['Internet -> Instance web: 80']);
});

test('a machine without a public address is not reached from the internet', async () => {
  const drawing = await draw(`${network}
const web = group('web', [tcp(80, world)]);
new aws.ec2.Instance('web', { ami: 'ami-1', instanceType: 't4g.nano', subnetId: open, vpcSecurityGroupIds: [web.id] });`);
  expect(arrows(drawing)).toContain('Anything in this VPC -> Instance web: 80');
  expect(arrows(drawing)).not.toContainEqual(expect.stringContaining('Internet ->'));
});

const trust = `JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }] })`;
const code = `runtime: 'nodejs22.x', handler: 'a.b', code: new pulumi.asset.AssetArchive({})`;

test('a function uses what its role allows and its environment names, and nothing that it denies', async () => {
  const drawing = await draw(`
const seen = new aws.s3.Bucket('seen'); const named = new aws.sqs.Queue('named'); const denied = new aws.s3.Bucket('denied');
const role = new aws.iam.Role('role', { assumeRolePolicy: ${trust} });
new aws.iam.RolePolicy('role', { role: role.id, policy: pulumi.jsonStringify({ Statement: [
  { Effect: 'Allow', Action: 's3:GetObject', Resource: pulumi.interpolate\`\${seen.arn}/*\` },
  { Effect: 'Deny', Action: 's3:*', Resource: denied.arn }] }) });
new aws.lambda.Function('work', { role: role.arn, ${code}, environment: { variables: { QUEUE: named.url } } });`);
  expect(arrows(drawing, 'use')).toEqual(['Lambda work -> Bucket seen', 'Lambda work -> Queue named']);
});

test('a service uses what its task definition names, and the secret that RDS keeps', async () => {
  const drawing = await draw(`
const images = new aws.ecr.Repository('images'); const logs = new aws.cloudwatch.LogGroup('logs');
const rows = new aws.rds.Instance('rows', { engine: 'postgres', instanceClass: 'db.t4g.micro', manageMasterUserPassword: true });
const containers = pulumi.jsonStringify([{ image: pulumi.interpolate\`\${images.repositoryUrl}:1\`,
  secrets: [{ name: 'P', valueFrom: rows.masterUserSecrets.apply(all => all[0]!.secretArn) }],
  logConfiguration: { options: { 'awslogs-group': logs.name } } }]);
const task = new aws.ecs.TaskDefinition('api', { family: 'api', containerDefinitions: containers });
new aws.ecs.Service('api', { taskDefinition: task.arn });`);
  expect(arrows(drawing, 'use')).toEqual([
    'ECS service api -> Image registry images',
    'ECS service api -> Log group logs',
    'ECS service api -> Secret rows',
  ]);
});

test('calls go from an API to a function, from a queue to one, and from an alarm to a topic', async () => {
  const drawing = await draw(`
const role = new aws.iam.Role('role', { assumeRolePolicy: ${trust} });
const work = new aws.lambda.Function('work', { role: role.arn, ${code} });
const queue = new aws.sqs.Queue('jobs'); const topic = new aws.sns.Topic('news');
new aws.lambda.EventSourceMapping('jobs', { eventSourceArn: queue.arn, functionName: work.arn });
new aws.sns.TopicSubscription('news', { topic: topic.arn, protocol: 'sqs', endpoint: queue.arn });
new aws.cloudwatch.MetricAlarm('slow', { comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 1, alarmActions: [topic.arn] });
const api = new aws.apigatewayv2.Api('api', { protocolType: 'HTTP' });
new aws.apigatewayv2.Integration('work', { apiId: api.id, integrationType: 'AWS_PROXY', integrationUri: work.invokeArn });`);
  expect(arrows(drawing, 'event')).toEqual([
    'API gateway api -> Lambda work',
    'Alarm slow -> Topic news',
    'Queue jobs -> Lambda work',
    'Topic news -> Queue jobs',
  ]);
  expect(arrows(drawing)).toEqual(['Internet -> API gateway api: 443']);
});

test('a program without a VPC has no network', async () => {
  const { networks, items } = await draw(`new aws.s3.Bucket('files');`);
  expect(networks).toEqual([]);
  expect(items.map(({ name, place }) => [name, place.at])).toEqual([['files', 'region']]);
});

test('three that are alike are drawn as one, with all their names', async () => {
  const { items } = await draw(`for (const name of ['box-a', 'box-b', 'box-c']) new aws.s3.Bucket(name);`);
  expect(items).toMatchObject([{ label: '3 × Bucket', name: 'box-…', names: ['box-a', 'box-b', 'box-c'] }]);
});

test('two that are alike stay two', async () => {
  const { items } = await draw(`for (const name of ['a', 'b']) new aws.s3.Bucket(name);`);
  expect(items.map(({ label, name }) => `${label} ${name}`)).toEqual(['Bucket a', 'Bucket b']);
});

test('one that has an arrow of its own is not like the others', async () => {
  const drawing = await draw(`
const topic = new aws.sns.Topic('news');
const queues = ['a', 'b', 'c', 'd'].map(name => new aws.sqs.Queue(name));
new aws.sns.TopicSubscription('news', { topic: topic.arn, protocol: 'sqs', endpoint: queues[0]!.arn });`);
  expect(drawing.items.map(({ label }) => label)).toEqual(['Queue', '3 × Queue', 'Topic']);
  expect(arrows(drawing, 'event')).toEqual(['Topic news -> Queue a']);
});

test('functions that have a queue each are one function and one queue', async () => {
  const drawing = await draw(`
const role = new aws.iam.Role('role', { assumeRolePolicy: ${trust} });
for (const name of ['s-1', 's-2', 's-3']) {
  const queue = new aws.sqs.Queue(name);
  const work = new aws.lambda.Function(name, { role: role.arn, ${code} });
  new aws.lambda.EventSourceMapping(name, { eventSourceArn: queue.arn, functionName: work.arn });
}`);
  expect(arrows(drawing, 'event')).toEqual(['3 × Queue s-… -> 3 × Lambda s-…']);
});

test('what there is no sign for is said', async () => {
  const { notes } = await draw(
    `new aws.appmesh.Mesh('a'); new aws.appmesh.Mesh('b'); new aws.sns.Topic('t');`,
  );
  expect(notes).toEqual(['Not drawn: 2 × appmesh Mesh.']);
});

test('a remote component is drawn as something of which nobody knows what it holds', async () => {
  const { items } = await draw(
    `class Site extends pulumi.ComponentResource { constructor() { super('vendor:index:Site', 'site', {}, {}, true); } } new Site();`,
  );
  expect(items).toMatchObject([
    { kind: 'unknown', name: 'site', detail: 'vendor:index:Site', certain: false },
  ]);
});

test('of a hundred services that differ in their ports one is drawn, with all ports', async () => {
  const drawing = await draw(`${network}
for (let index = 0; index < 100; index += 1) {
  const own = group(\`g-\${index}\`, [tcp(1000 + index, { cidrBlocks: ['10.0.0.0/16'] })]);
  new aws.ecs.Service(\`s-\${index}\`, { networkConfiguration: { subnets: [work], securityGroups: [own.id] } });
}`);
  expect(drawing.items.map(({ label }) => label)).toContain('100 × ECS service');
  expect(drawing.flows.map(({ ports }) => ports.length).sort()).toEqual([0, 0, 100]);
});
