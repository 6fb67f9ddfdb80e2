import { expect, test } from 'vitest';
import { findingsOf } from '../testing/findings.ts';
import { privateSubnets } from './private-subnets.ts';

/** A VPC with one subnet, a service in it, and the routes that the test adds. */
const service = (routes: string, { publicIp = 'false', subnets = '[subnet.id]' } = {}) => `
const vpc = new aws.ec2.Vpc('vpc', { cidrBlock: '10.0.0.0/16' });
const subnet = new aws.ec2.Subnet('private-by-name', { vpcId: vpc.id, cidrBlock: '10.0.1.0/24' });
const gateway = new aws.ec2.InternetGateway('gateway', { vpcId: vpc.id });
const nat = new aws.ec2.NatGateway('nat', { subnetId: subnet.id });
${routes}
new aws.ecs.Service('shop', {
  networkConfiguration: { subnets: ${subnets}, assignPublicIp: ${publicIp} },
});`;

const table = (routes: string) => `
const table = new aws.ec2.RouteTable('table', { vpcId: vpc.id, routes: [${routes}] });
new aws.ec2.RouteTableAssociation('joined', { subnetId: subnet.id, routeTableId: table.id });`;

const verdictOf = async (program: string) =>
  (await findingsOf(privateSubnets, program)).map(({ verdict }) => verdict);

test('a subnet with a route to a NAT gateway is private', async () => {
  const program = service(table(`{ cidrBlock: '0.0.0.0/0', natGatewayId: nat.id }`));
  expect(await verdictOf(program)).toEqual(['pass']);
});

test('an inline route to an internet gateway makes a subnet public in spite of its name', async () => {
  const findings = await findingsOf(
    privateSubnets,
    service(table(`{ cidrBlock: '0.0.0.0/0', gatewayId: gateway.id }`)),
  );
  expect(findings).toMatchObject([{ name: 'shop', verdict: 'fail' }]);
  expect(findings[0]?.message).toContain(
    'private-by-name is public: table sends 0.0.0.0/0 to an internet gateway',
  );
});

test('an IPv6 route to an internet gateway makes a subnet public', async () => {
  const program = service(table(`{ ipv6CidrBlock: '::/0', gatewayId: gateway.id }`));
  expect(await verdictOf(program)).toEqual(['fail']);
});

test('a route resource makes a subnet public, and the message has its line', async () => {
  const routes = `${table('')}
new aws.ec2.Route('way-out', { routeTableId: table.id, destinationCidrBlock: '0.0.0.0/0', gatewayId: gateway.id });`;
  const findings = await findingsOf(privateSubnets, service(routes));
  expect(findings[0]?.message).toContain(
    'way-out sends 0.0.0.0/0 to an internet gateway (line 9 of index.ts)',
  );
});

test('a subnet without an association has the main route table of its VPC', async () => {
  const routes = `
const other = new aws.ec2.RouteTable('other', { vpcId: vpc.id, routes: [{ cidrBlock: '0.0.0.0/0', gatewayId: gateway.id }] });
new aws.ec2.MainRouteTableAssociation('main', { vpcId: vpc.id, routeTableId: other.id });`;
  expect(await verdictOf(service(routes))).toEqual(['fail']);
});

test('the managed default route table is the main one', async () => {
  const routes = `
new aws.ec2.DefaultRouteTable('main', {
  defaultRouteTableId: vpc.defaultRouteTableId, routes: [{ cidrBlock: '0.0.0.0/0', gatewayId: gateway.id }],
});`;
  expect(await verdictOf(service(routes))).toEqual(['fail']);
});

test('an unmanaged main route table is private', async () => {
  expect(await verdictOf(service(''))).toEqual(['pass']);
});

test('a public address fails even in a private subnet', async () => {
  const findings = await findingsOf(privateSubnets, service('', { publicIp: 'true' }));
  expect(findings).toMatchObject([
    { verdict: 'fail', message: expect.stringContaining('public addresses') as string },
  ]);
});

test('a subnet of another program is unverifiable', async () => {
  const findings = await findingsOf(privateSubnets, service('', { subnets: `['subnet-0123']` }));
  expect(findings).toMatchObject([
    { verdict: 'unverifiable', message: expect.stringContaining("'subnet-0123'") as string },
  ]);
});

test('a gateway that is known only when it is deployed is unverifiable', async () => {
  const routes = table(
    `{ cidrBlock: '0.0.0.0/0', gatewayId: new aws.ssm.Parameter('p', { type: 'String', value: 'x' }).arn }`,
  );
  expect(await verdictOf(service(routes))).toEqual(['unverifiable']);
});

test('a service without a network of its own is not applicable', async () => {
  expect(await verdictOf(`new aws.ecs.Service('shop', { launchType: 'EC2' });`)).toEqual(['not-applicable']);
});

const parameter = `new aws.ssm.Parameter('p', { type: 'String', value: 'x' })`;

test.each([
  ['that is known only when it is deployed', `${parameter}.arn`],
  ['that is looked up', 'aws.ec2.getSubnetOutput({ filters: [] }).id'],
  ['of another stack', `new pulumi.StackReference('o/p/s').getOutput('subnet')`],
])('a private subnet says nothing about one %s', async (_case, other) => {
  expect(await verdictOf(service('', { subnets: `[subnet.id, ${other}]` }))).toEqual(['unverifiable']);
});

test('routes that are known only when they are deployed are unverifiable', async () => {
  const routes = `
const table = new aws.ec2.RouteTable('table', { vpcId: vpc.id, routes: ${parameter}.version.apply(() => []) });
new aws.ec2.RouteTableAssociation('joined', { subnetId: subnet.id, routeTableId: table.id });`;
  expect(await verdictOf(service(routes))).toEqual(['unverifiable']);
});

test('a route without a target is unverifiable', async () => {
  expect(await verdictOf(service(table(`{ cidrBlock: '0.0.0.0/0' }`)))).toEqual(['unverifiable']);
});

test('an internet gateway that is looked up makes a subnet public', async () => {
  const gateway = 'aws.ec2.getInternetGatewayOutput({ filters: [] }).internetGatewayId';
  const program = service(table(`{ cidrBlock: '0.0.0.0/0', gatewayId: ${gateway} }`));
  expect(await verdictOf(program)).toEqual(['fail']);
});

test('a route table that the program only reads is unverifiable', async () => {
  const routes = `
const table = aws.ec2.RouteTable.get('table', 'rtb-0123');
new aws.ec2.RouteTableAssociation('joined', { subnetId: subnet.id, routeTableId: table.id });`;
  expect(await verdictOf(service(routes))).toEqual(['unverifiable']);
});

test('the main route table of a VPC that the program only reads is unverifiable', async () => {
  const program = `
const vpc = aws.ec2.Vpc.get('vpc', 'vpc-0123');
const subnet = new aws.ec2.Subnet('subnet', { vpcId: vpc.id, cidrBlock: '10.0.1.0/24' });
new aws.ecs.Service('shop', { networkConfiguration: { subnets: [subnet.id] } });`;
  expect(await verdictOf(program)).toEqual(['unverifiable']);
});

test('subnets of two components are distinguished although they have the same name', async () => {
  const program = `
const vpc = new aws.ec2.Vpc('vpc', { cidrBlock: '10.0.0.0/16' });
const gateway = new aws.ec2.InternetGateway('gateway', { vpcId: vpc.id });
class Zone extends pulumi.ComponentResource {
  readonly subnet: aws.ec2.Subnet;
  constructor(kind: string) {
    super('shop:zone:' + kind, kind);
    this.subnet = new aws.ec2.Subnet('subnet', { vpcId: vpc.id, cidrBlock: '10.0.1.0/24' }, { parent: this });
  }
}
const open = new Zone('Open');
const closed = new Zone('Closed');
const table = new aws.ec2.RouteTable('table', { vpcId: vpc.id, routes: [{ cidrBlock: '0.0.0.0/0', gatewayId: gateway.id }] });
new aws.ec2.RouteTableAssociation('joined', { subnetId: open.subnet.id, routeTableId: table.id });
new aws.ecs.Service('seen', { networkConfiguration: { subnets: [open.subnet.id] } });
new aws.ecs.Service('hidden', { networkConfiguration: { subnets: [closed.subnet.id] } });`;
  expect(await findingsOf(privateSubnets, program)).toMatchObject([
    { name: 'seen', verdict: 'fail' },
    { name: 'hidden', verdict: 'pass' },
  ]);
});

const database = (subnetGroup: string) => `
const vpc = new aws.ec2.Vpc('vpc', { cidrBlock: '10.0.0.0/16' });
const gateway = new aws.ec2.InternetGateway('gateway', { vpcId: vpc.id });
const open = new aws.ec2.Subnet('open', { vpcId: vpc.id, cidrBlock: '10.0.1.0/24' });
const closed = new aws.ec2.Subnet('closed', { vpcId: vpc.id, cidrBlock: '10.0.2.0/24' });
const table = new aws.ec2.RouteTable('table', { vpcId: vpc.id, routes: [{ cidrBlock: '0.0.0.0/0', gatewayId: gateway.id }] });
new aws.ec2.RouteTableAssociation('joined', { subnetId: open.id, routeTableId: table.id });
const group = new aws.rds.SubnetGroup('group', { subnetIds: [closed.id, open.id] });
const closedGroup = new aws.rds.SubnetGroup('closed', { name: 'closed-group', subnetIds: [closed.id] });
new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro', ${subnetGroup} });`;

test('a database with one public subnet in its group fails', async () => {
  const findings = await findingsOf(privateSubnets, database('dbSubnetGroupName: group.name'));
  expect(findings).toMatchObject([
    { name: 'orders', verdict: 'fail', message: expect.stringContaining('open is public') as string },
  ]);
});

test('a database in a group of private subnets passes', async () => {
  expect(await verdictOf(database('dbSubnetGroupName: closedGroup.name'))).toEqual(['pass']);
});

test('a group is also found by its name', async () => {
  expect(await verdictOf(database(`dbSubnetGroupName: 'closed-group'`))).toEqual(['pass']);
});

test('a database without a subnet group is in the default VPC and fails', async () => {
  expect(await verdictOf(database(''))).toEqual(['fail']);
});

const scheduled = (out: string) => `
const vpc = new aws.ec2.Vpc('vpc', { cidrBlock: '10.0.0.0/16' });
const gateway = new aws.ec2.InternetGateway('gateway', { vpcId: vpc.id });
const subnet = new aws.ec2.Subnet('subnet', { vpcId: vpc.id, cidrBlock: '10.0.1.0/24' });
const table = new aws.ec2.RouteTable('table', { vpcId: vpc.id, routes: [${out}] });
new aws.ec2.RouteTableAssociation('joined', { subnetId: subnet.id, routeTableId: table.id });
const role = 'arn:aws:iam::123456789012:role/runner';
const tasks = 'arn:aws:ecs:us-east-1:123456789012:task-definition/night:1';
new aws.cloudwatch.EventTarget('event', {
  rule: 'night', arn: 'arn:aws:ecs:us-east-1:123456789012:cluster/c', roleArn: role,
  ecsTarget: { taskDefinitionArn: tasks, networkConfiguration: { subnets: [subnet.id] } },
});
new aws.scheduler.Schedule('schedule', {
  flexibleTimeWindow: { mode: 'OFF' }, scheduleExpression: 'rate(1 day)',
  target: {
    arn: 'arn:aws:ecs:us-east-1:123456789012:cluster/c', roleArn: role,
    ecsParameters: { taskDefinitionArn: tasks, networkConfiguration: { subnets: [subnet.id] } },
  },
});
new aws.cloudwatch.EventTarget('queue', { rule: 'night', arn: 'arn:aws:sqs:us-east-1:123456789012:q' });`;

test('tasks that a schedule starts are checked like services', async () => {
  expect(await verdictOf(scheduled(''))).toEqual(['pass', 'pass']);
  expect(await verdictOf(scheduled(`{ cidrBlock: '0.0.0.0/0', gatewayId: gateway.id }`))).toEqual([
    'fail',
    'fail',
  ]);
});

test('a subnet of the default VPC that is looked up is public', async () => {
  const lookedUp = `aws.ec2.getSubnetsOutput({
    filters: [{ name: 'vpc-id', values: [aws.ec2.getVpcOutput({ default: true }).id] }],
  }).ids[0]!`;
  const findings = await findingsOf(privateSubnets, service('', { subnets: `[${lookedUp}]` }));
  expect(findings).toMatchObject([
    { verdict: 'fail', message: expect.stringContaining('default VPC') as string },
  ]);
});

const packaged = (args: string) => `
class FargateService extends pulumi.ComponentResource {
  constructor(name: string, args: object) { super('awsx:ecs:FargateService', name, args, {}, true); }
}
new FargateService('shop', ${args});`;

test('a service of awsx that asks for public addresses fails', async () => {
  expect(await verdictOf(packaged('{ assignPublicIp: true }'))).toEqual(['fail', 'fail']);
  expect(await verdictOf(packaged('{ networkConfiguration: { assignPublicIp: true } }'))).toEqual(['fail']);
});

test('a service of awsx that names no network is in the public default VPC', async () => {
  expect(await verdictOf(packaged('{ desiredCount: 1 }'))).toEqual(['fail']);
});
