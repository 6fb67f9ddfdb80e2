import { expect, test } from 'vitest';
import { findingsOf } from '../testing/findings.ts';
import { natPerZone } from './nat-per-zone.ts';

/** Two zones with a public and a private subnet each; `nats` has the index of the public subnet that each zone's gateway is in. */
const network = ({ nats = [0, 1], multiAz = 'true', zone = `['us-east-1a', 'us-east-1b'][index]!` } = {}) => `
const vpc = new aws.ec2.Vpc('vpc', { cidrBlock: '10.0.0.0/16' });
const subnet = (kind: string, index: number) => new aws.ec2.Subnet(kind + index, {
  vpcId: vpc.id, cidrBlock: '10.0.0.0/24', availabilityZone: ${zone},
});
const open = [0, 1].map(index => subnet('open', index));
const nats = ${JSON.stringify(nats)}.map((at: number, index: number) =>
  new aws.ec2.NatGateway('nat' + index, { subnetId: open[at]!.id }));
[0, 1].forEach(index => {
  const table = new aws.ec2.RouteTable('table' + index, { vpcId: vpc.id });
  new aws.ec2.Route('out' + index, {
    routeTableId: table.id, destinationCidrBlock: '0.0.0.0/0', natGatewayId: nats[index % nats.length]!.id,
  });
  new aws.ec2.RouteTableAssociation('joined' + index, { routeTableId: table.id, subnetId: subnet('closed', index).id });
});
new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro', multiAz: ${multiAz} });`;

const verdictsOf = async (program: string) =>
  (await findingsOf(natPerZone, program)).map(({ name, verdict }) => [name, verdict]);

test('a NAT gateway in each zone passes', async () => {
  expect(await verdictsOf(network())).toEqual([
    ['out0', 'pass'],
    ['out1', 'pass'],
  ]);
});

test('one NAT gateway for two zones fails at the route of the other zone', async () => {
  const findings = await findingsOf(natPerZone, network({ nats: [0] }));
  expect(findings).toMatchObject([
    { name: 'out0', verdict: 'pass' },
    {
      name: 'out1',
      verdict: 'fail',
      line: 11,
      message: expect.stringContaining('uses the NAT gateway nat0 in us-east-1a') as string,
    },
  ]);
});

test('two NAT gateways in one zone fail as well', async () => {
  expect(await verdictsOf(network({ nats: [0, 0] }))).toContainEqual(['out1', 'fail']);
});

test('inline routes are reported at their table', async () => {
  const program = `
const vpc = new aws.ec2.Vpc('vpc', { cidrBlock: '10.0.0.0/16' });
const make = (name: string, zone: string) =>
  new aws.ec2.Subnet(name, { vpcId: vpc.id, cidrBlock: '10.0.0.0/24', availabilityZone: zone });
const nat = new aws.ec2.NatGateway('nat', { subnetId: make('open', 'a').id });
const table = new aws.ec2.RouteTable('table', { vpcId: vpc.id, routes: [{ cidrBlock: '0.0.0.0/0', natGatewayId: nat.id }] });
new aws.ec2.RouteTableAssociation('joined', { routeTableId: table.id, subnetId: make('closed', 'b').id });
new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro', multiAz: true });`;
  expect(await verdictsOf(program)).toEqual([['table', 'fail']]);
});

test('without a Multi-AZ database one gateway is enough', async () => {
  expect(await verdictsOf(network({ nats: [0], multiAz: 'false' }))).toEqual([['nat0', 'not-applicable']]);
});

test('a zone that is known only when it is deployed is unverifiable', async () => {
  const zone = `new pulumi.StackReference('s' + kind + index).getOutput('zone') as pulumi.Output<string>`;
  expect(await verdictsOf(network({ zone }))).toContainEqual(['out0', 'unverifiable']);
});

test('a program without a NAT gateway has no findings', async () => {
  expect(await verdictsOf(`new aws.s3.Bucket('images');`)).toEqual([]);
});
