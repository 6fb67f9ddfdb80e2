import { expect, test } from 'vitest';
import { graphOf } from '@goldpath/program/testing';
import { drawing } from './drawing.ts';
import type { Drawing } from './elements.ts';
import { toSvg } from './svg.ts';

async function draw(lines: string): Promise<Drawing> {
  const { graph } = await graphOf(lines);
  return drawing(graph, { title: 'shop, stage dev', region: 'us-east-1' });
}

/** Returns the names of items, networks and subnets by id. */
function namesIn({ items, networks }: Drawing): Map<string, string> {
  return new Map([
    ...items.map(({ id, label, name }) => [id, `${label} ${name}`.trim()] as const),
    ...networks.flatMap(network => [
      [network.id, network.name] as const,
      ...network.subnets.map(({ id, name }) => [id, name] as const),
    ]),
  ]);
}

/** Returns the arrows of a kind: `Internet -> Load balancer edge: 443`, with a `?` when it is not certain. */
function arrows(drawn: Drawing, kind = 'network'): string[] {
  const names = namesIn(drawn);
  return drawn.flows
    .filter(flow => flow.kind === kind)
    .map(
      ({ from, to, ports, certain }) =>
        `${names.get(from)} -> ${names.get(to)}${ports.length > 0 ? `: ${ports.join(', ')}` : ''}${certain ? '' : ' ?'}`,
    )
    .sort();
}

/** Returns the place of an item: the names of its network and subnets, or `region`, `global`, `outside`. */
function placeOf(drawn: Drawing, name: string): string {
  const names = namesIn(drawn);
  const place = drawn.items.find(item => item.name === name)?.place;
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
  const created = new aws.ec2.Subnet(name, { vpcId: vpc.id, availabilityZone: 'us-east-1a', cidrBlock: \`10.0.\${block}.0/24\` });
  const table = new aws.ec2.RouteTable(name, { vpcId: vpc.id, routes });
  new aws.ec2.RouteTableAssociation(name, { subnetId: created.id, routeTableId: table.id });
  return created.id;
};
const open = subnet('open', 0, [{ cidrBlock: '0.0.0.0/0', gatewayId: igw.id }]);
const nat = new aws.ec2.NatGateway('nat', { subnetId: open });
const work = subnet('work', 1, [{ cidrBlock: '0.0.0.0/0', natGatewayId: nat.id }]);
const data = subnet('data', 2, undefined);
const group = (name: string, ingress: any[]) => new aws.ec2.SecurityGroup(name, { vpcId: vpc.id, ingress });
const tcp = (port: number, from: object) => ({ protocol: 'tcp', fromPort: port, toPort: port, ...from });
const world = { cidrBlocks: ['0.0.0.0/0'] };
`;

/** A web service with its database; each rule can be replaced. */
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

test('a web service has arrows from the internet to its database, and to the internet', async () => {
  expect(arrows(await draw(shop()))).toEqual([
    'ECS service api -> Database rows: 5432',
    'Internet -> Load balancer web: 443',
    'Load balancer web -> ECS service api: 3000',
    'NAT gateway nat -> Internet',
    'work -> NAT gateway nat',
  ]);
});

test('each item is in the subnets that it names', async () => {
  const drawn = await draw(shop());
  expect(['web', 'nat', 'api', 'rows'].map(name => placeOf(drawn, name))).toEqual([
    'VPC net, open',
    'VPC net, open',
    'VPC net, work',
    'VPC net, data',
  ]);
});

test('subnets are public, private or isolated by their routes, in rows in this order', async () => {
  const drawn = await draw(network);
  expect(exposures(drawn)).toEqual({ open: 'public', work: 'private', data: 'isolated' });
  expect(drawn.networks[0]?.subnets.map(({ tier }) => tier)).toEqual([0, 1, 2]);
});

test('a subnet with a route to the internet gateway is public regardless of its name', async () => {
  const changed = network.replace(
    "subnet('data', 2, undefined)",
    "subnet('data', 2, [{ cidrBlock: '0.0.0.0/0', gatewayId: igw.id }])",
  );
  expect(exposures(await draw(changed))).toMatchObject({ data: 'public' });
});

test('a subnet with a route to a NAT gateway outside the program is private', async () => {
  const changed = network.replace(
    "subnet('data', 2, undefined)",
    "subnet('data', 2, [{ cidrBlock: '0.0.0.0/0', natGatewayId: 'nat-0abc' }])",
  );
  expect(exposures(await draw(changed))).toMatchObject({ data: 'private' });
});

test('the exposure of a subnet is unknown when its routes are known only when it is deployed', async () => {
  const changed = network.replace(
    "subnet('data', 2, undefined)",
    "subnet('data', 2, new pulumi.StackReference('a/b/c').getOutput('routes') as any)",
  );
  expect(exposures(await draw(changed))).toMatchObject({ data: 'unknown' });
});

test('an item whose rule is removed has no arrow', async () => {
  const found = arrows(await draw(shop({ databaseRule: '' })));
  expect(found).not.toContainEqual(expect.stringContaining('Database'));
  expect(found).toContain('Load balancer web -> ECS service api: 3000');
});

test('a rule for a port other than the database’s adds no arrow', async () => {
  const drawn = await draw(shop({ databaseRule: 'tcp(22, { securityGroups: [service.id] })' }));
  expect(arrows(drawn)).not.toContainEqual(expect.stringContaining('Database'));
});

test('a load balancer has no arrow to a target that does not let it in', async () => {
  const drawn = await draw(shop({ serviceRule: 'tcp(3001, { securityGroups: [edge.id] })' }));
  expect(arrows(drawn)).not.toContainEqual(expect.stringContaining('-> ECS service'));
});

test('a load balancer is reached on open ports that it listens on', async () => {
  const drawn = await draw(
    shop({ edgeRule: "tcp(80, world), { protocol: '-1', fromPort: 0, toPort: 0, ...world }" }),
  );
  expect(arrows(drawn)).toContain('Internet -> Load balancer web: 443');
});

test('an internal load balancer is reached from its VPC and not from the internet', async () => {
  const found = arrows(await draw(shop({ internal: 'true' })));
  expect(found).toContain('Anything in this VPC -> Load balancer web: 443');
  expect(found).not.toContainEqual(expect.stringContaining('Internet -> Load'));
});

test('addresses that are let in are listed', async () => {
  const drawn = await draw(shop({ edgeRule: "tcp(443, { cidrBlocks: ['203.0.113.0/24'] })" }));
  expect(arrows(drawn)).toContain('Addresses 203.0.113.0/24 -> Load balancer web: 443');
});

test('a source group that is known only when it is deployed is an uncertain, unknown source', async () => {
  const drawn = await draw(
    shop({
      databaseRule:
        "tcp(5432, { securityGroups: [new pulumi.StackReference('a/b/c').getOutput('group') as any] })",
    }),
  );
  expect(arrows(drawn)).toContain('Unknown source known at deployment -> Database rows: 5432 ?');
});

test.each([['blocks'], ['[blocks]']])(
  'addresses that are known only when it is deployed (%s) are an uncertain, unknown source',
  async cidrBlocks => {
    const blocks = "const blocks = new pulumi.StackReference('a/b/c').getOutput('blocks') as any;";
    const drawn = await draw(
      `${blocks}${shop({ databaseRule: `tcp(5432, { cidrBlocks: ${cidrBlocks} })` })}`,
    );
    expect(arrows(drawn)).toContain('Unknown source known at deployment -> Database rows: 5432 ?');
  },
);

test('an arrow with ports that are known only when it is deployed is uncertain', async () => {
  const port = "new pulumi.StackReference('a/b/c').getOutput('port') as any";
  const drawn = await draw(shop({ databaseRule: `tcp(${port}, { securityGroups: [service.id] })` }));
  expect(arrows(drawn)).toContain('ECS service api -> Database rows: 5432 ?');
});

test('an item in subnets that are known only when it is deployed is in an uncertain network', async () => {
  const drawn = await draw(`
const subnets = new pulumi.StackReference('a/b/c').getOutput('subnets') as any;
new aws.lb.LoadBalancer('web', { subnets });`);
  expect(placeOf(drawn, 'web')).toBe('Unknown VPC, Known only when it is deployed');
  expect(drawn.networks.map(({ certain }) => certain)).toEqual([false]);
  expect(exposures(drawn)).toEqual({ 'Known only when it is deployed': 'unknown' });
});

test('an item of a type without placement rules is in an uncertain network when its subnets are unknown', async () => {
  const drawn = await draw(`
const subnetIds = new pulumi.StackReference('a/b/c').getOutput('subnets') as any;
new aws.eks.Cluster('main', { roleArn: 'arn:aws:iam::123456789012:role/eks', vpcConfig: { subnetIds } });`);
  expect(placeOf(drawn, 'main')).toBe('Unknown VPC, Known only when it is deployed');
});

test('a group that exists already lets in an uncertain, unknown source', async () => {
  const drawn = await draw(`
const lb = new aws.lb.LoadBalancer('web', { subnets: ['subnet-0abc'], securityGroups: ['sg-0abc'] });
new aws.lb.Listener('web', { loadBalancerArn: lb.arn, port: 443, defaultActions: [] });`);
  expect(arrows(drawn)).toEqual(['Unknown source known at deployment -> Load balancer web: 443 ?']);
});

test('an instance without a subnet is in the default VPC, where the internet reaches it', async () => {
  const drawn = await draw(`
const web = new aws.ec2.SecurityGroup('web', { ingress: [{ protocol: 'tcp', fromPort: 80, toPort: 80, cidrBlocks: ['0.0.0.0/0'] }] });
new aws.ec2.Instance('web', { ami: 'ami-1', instanceType: 't4g.nano', vpcSecurityGroupIds: [web.id] });`);
  expect(placeOf(drawn, 'web')).toBe('Default VPC, Default subnets');
  expect(arrows(drawn)).toEqual(['Internet -> Instance web: 80']);
});

test('an instance without a public address is not reached from the internet', async () => {
  const drawn = await draw(`${network}
const web = group('web', [tcp(80, world)]);
new aws.ec2.Instance('web', { ami: 'ami-1', instanceType: 't4g.nano', subnetId: open, vpcSecurityGroupIds: [web.id] });`);
  expect(arrows(drawn)).toContain('Anything in this VPC -> Instance web: 80');
  expect(arrows(drawn)).not.toContainEqual(expect.stringContaining('Internet ->'));
});

const trust = `JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }] })`;
const code = `runtime: 'nodejs22.x', handler: 'a.b', code: new pulumi.asset.AssetArchive({})`;

test('a function uses the resources that its role allows and its environment names, and not those that are denied', async () => {
  const drawn = await draw(`
const seen = new aws.s3.Bucket('seen'); const named = new aws.sqs.Queue('named'); const denied = new aws.s3.Bucket('denied');
const role = new aws.iam.Role('role', { assumeRolePolicy: ${trust} });
new aws.iam.RolePolicy('role', { role: role.id, policy: pulumi.jsonStringify({ Statement: [
  { Effect: 'Allow', Action: 's3:GetObject', Resource: pulumi.interpolate\`\${seen.arn}/*\` },
  { Effect: 'Deny', Action: 's3:*', Resource: denied.arn }] }) });
new aws.lambda.Function('work', { role: role.arn, ${code}, environment: { variables: { QUEUE: named.url } } });`);
  expect(arrows(drawn, 'use')).toEqual(['Lambda work -> Bucket seen', 'Lambda work -> Queue named']);
});

test('a service uses the resources that its task definition names, and the secret that RDS manages', async () => {
  const drawn = await draw(`
const images = new aws.ecr.Repository('images'); const logs = new aws.cloudwatch.LogGroup('logs');
const rows = new aws.rds.Instance('rows', { engine: 'postgres', instanceClass: 'db.t4g.micro', manageMasterUserPassword: true });
const containers = pulumi.jsonStringify([{ image: pulumi.interpolate\`\${images.repositoryUrl}:1\`,
  secrets: [{ name: 'P', valueFrom: rows.masterUserSecrets.apply(all => all[0]!.secretArn) }],
  logConfiguration: { options: { 'awslogs-group': logs.name } } }]);
const task = new aws.ecs.TaskDefinition('api', { family: 'api', containerDefinitions: containers });
new aws.ecs.Service('api', { taskDefinition: task.arn });`);
  expect(arrows(drawn, 'use')).toEqual([
    'ECS service api -> Image registry images',
    'ECS service api -> Log group logs',
    'ECS service api -> Secret rows',
  ]);
});

test('an API calls a function, a queue feeds a function, and an alarm notifies a topic', async () => {
  const drawn = await draw(`
const role = new aws.iam.Role('role', { assumeRolePolicy: ${trust} });
const work = new aws.lambda.Function('work', { role: role.arn, ${code} });
const queue = new aws.sqs.Queue('jobs'); const topic = new aws.sns.Topic('news');
new aws.lambda.EventSourceMapping('jobs', { eventSourceArn: queue.arn, functionName: work.arn });
new aws.sns.TopicSubscription('news', { topic: topic.arn, protocol: 'sqs', endpoint: queue.arn });
new aws.cloudwatch.MetricAlarm('slow', { comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 1, alarmActions: [topic.arn] });
const api = new aws.apigatewayv2.Api('api', { protocolType: 'HTTP' });
new aws.apigatewayv2.Integration('work', { apiId: api.id, integrationType: 'AWS_PROXY', integrationUri: work.invokeArn });`);
  expect(arrows(drawn, 'event')).toEqual([
    'API gateway api -> Lambda work',
    'Alarm slow -> Topic news',
    'Queue jobs -> Lambda work',
    'Topic news -> Queue jobs',
  ]);
  expect(arrows(drawn)).toEqual(['Internet -> API gateway api: 443']);
});

test('a program without a VPC has no network', async () => {
  const { networks, items } = await draw(`new aws.s3.Bucket('files');`);
  expect(networks).toEqual([]);
  expect(items.map(({ name, place }) => [name, place.at])).toEqual([['files', 'region']]);
});

test('three items that are alike are drawn as one, with all names', async () => {
  const { items } = await draw(`for (const name of ['box-a', 'box-b', 'box-c']) new aws.s3.Bucket(name);`);
  expect(items).toMatchObject([{ label: '3 × Bucket', name: 'box-…', names: ['box-a', 'box-b', 'box-c'] }]);
});

test('two items that are alike are not joined', async () => {
  const { items } = await draw(`for (const name of ['a', 'b']) new aws.s3.Bucket(name);`);
  expect(items.map(({ label, name }) => `${label} ${name}`)).toEqual(['Bucket a', 'Bucket b']);
});

test('an item with an arrow of its own is not joined with the others', async () => {
  const drawn = await draw(`
const topic = new aws.sns.Topic('news');
const queues = ['a', 'b', 'c', 'd'].map(name => new aws.sqs.Queue(name));
new aws.sns.TopicSubscription('news', { topic: topic.arn, protocol: 'sqs', endpoint: queues[0]!.arn });`);
  expect(drawn.items.map(({ label }) => label)).toEqual(['Queue', '3 × Queue', 'Topic']);
  expect(arrows(drawn, 'event')).toEqual(['Topic news -> Queue a']);
});

test('functions with a queue each are drawn as one function and one queue', async () => {
  const drawn = await draw(`
const role = new aws.iam.Role('role', { assumeRolePolicy: ${trust} });
for (const name of ['s-1', 's-2', 's-3']) {
  const queue = new aws.sqs.Queue(name);
  const work = new aws.lambda.Function(name, { role: role.arn, ${code} });
  new aws.lambda.EventSourceMapping(name, { eventSourceArn: queue.arn, functionName: work.arn });
}`);
  expect(arrows(drawn, 'event')).toEqual(['3 × Queue s-… -> 3 × Lambda s-…']);
});

test('resources without an icon are listed in a note', async () => {
  const { notes } = await draw(
    `new aws.appmesh.Mesh('a'); new aws.appmesh.Mesh('b'); new aws.sns.Topic('t');`,
  );
  expect(notes).toEqual(['Not drawn: 2 × appmesh Mesh.']);
});

test('a remote component is drawn as an item of unknown kind', async () => {
  const { items } = await draw(
    `class Site extends pulumi.ComponentResource { constructor() { super('vendor:index:Site', 'site', {}, {}, true); } } new Site();`,
  );
  expect(items).toMatchObject([
    { kind: 'unknown', name: 'site', detail: 'vendor:index:Site', certain: false },
  ]);
});

test('a hundred services that differ only in their ports are drawn as one, with all ports', async () => {
  const drawn = await draw(`${network}
for (let index = 0; index < 100; index += 1) {
  const own = group(\`g-\${index}\`, [tcp(1000 + index, { cidrBlocks: ['10.0.0.0/16'] })]);
  new aws.ecs.Service(\`s-\${index}\`, { networkConfiguration: { subnets: [work], securityGroups: [own.id] } });
}`);
  expect(drawn.items.map(({ label }) => label)).toContain('100 × ECS service');
  expect(drawn.flows.map(({ ports }) => ports.length).sort()).toEqual([0, 0, 100]);
});

test('the drawing of a program is the same each time, byte for byte', async () => {
  const program = `
const queue = new aws.sqs.Queue('jobs'); const topic = new aws.sns.Topic('news');
new aws.sns.TopicSubscription('news', { topic: topic.arn, protocol: 'sqs', endpoint: queue.arn });
for (const name of ['a', 'b', 'c']) new aws.s3.Bucket(name);`;
  expect(toSvg(await draw(program))).toBe(toSvg(await draw(program)));
});
