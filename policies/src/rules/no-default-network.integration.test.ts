import { expect, test } from 'vitest';
import { findingsOf } from '../testing/findings.ts';
import { noDefaultNetwork } from './no-default-network.ts';

/** A VPC of the program. The lines that use it begin on line 7. */
const own = (lines: string) => `
const vpc = new aws.ec2.Vpc('vpc', { cidrBlock: '10.0.0.0/16' });
const subnet = new aws.ec2.Subnet('subnet', { vpcId: vpc.id, cidrBlock: '10.0.1.0/24' });
const home = new aws.rds.SubnetGroup('home', { subnetIds: [subnet.id] });
const group = new aws.ec2.SecurityGroup('group', { vpcId: vpc.id });
const text = (name: string) => new pulumi.StackReference('o/p/s').getOutput(name) as pulumi.Output<string>;
${lines}`;

const verdictsOf = async (program: string) =>
  (await findingsOf(noDefaultNetwork, program)).map(({ name, verdict }) => [name, verdict]);

const service = (subnets: string, groups = 'securityGroups: [group.id]') =>
  `new aws.ecs.Service('shop', { networkConfiguration: { subnets: ${subnets}, ${groups} } });`;
const pass = [['shop', 'pass']];
const fail = [['shop', 'fail']];
const unverifiable = [['shop', 'unverifiable']];

test('a service in a VPC of the program with its own groups passes', async () => {
  expect(await verdictsOf(own(service('[subnet.id]')))).toEqual(pass);
});

test.each([
  `new aws.rds.Instance('shop', { instanceClass: 'x', dbSubnetGroupName: home.name, vpcSecurityGroupIds: [group.id] });`,
  `new aws.lb.LoadBalancer('shop', { subnetMappings: [{ subnetId: subnet.id }], securityGroups: [group.id] });`,
  `new aws.lb.LoadBalancer('shop', { loadBalancerType: 'network', subnets: [subnet.id] });`,
  `new aws.ec2.Instance('shop', { ami: 'a', subnetId: subnet.id, vpcSecurityGroupIds: [group.id] });`,
  `new aws.lambda.Function('shop', { role: 'r', vpcConfig: { subnetIds: [subnet.id], securityGroupIds: [group.id] } });`,
])('every kind of resource in a VPC passes: %s', async resident => {
  expect(await verdictsOf(own(resident))).toEqual(pass);
});

test('closing the default group does not count as using it', async () => {
  const closed = `new aws.ec2.DefaultSecurityGroup('closed', { vpcId: vpc.id });`;
  expect(await verdictsOf(own(`${closed} ${service('[subnet.id]')}`))).toEqual(pass);
});

test('managing the default VPC does not count as using it', async () => {
  expect(
    await verdictsOf(`const old = new aws.ec2.DefaultVpc('old', {});
new aws.ec2.DefaultSecurityGroup('closed', { vpcId: old.id });`),
  ).toEqual([]);
});

test('a subnet of the default VPC fails, and so does a service in it', async () => {
  const program = `
const old = new aws.ec2.DefaultVpc('old', {});
const within = new aws.ec2.Subnet('within', { vpcId: old.id, cidrBlock: '172.31.99.0/24' });
${service('[within.id]')}`;
  expect(await findingsOf(noDefaultNetwork, own(program))).toMatchObject([
    {
      name: 'shop',
      verdict: 'fail',
      line: 10,
      message: expect.stringMatching(/within \(line 9 .*old \(line 8 /) as string,
    },
    {
      name: 'within',
      verdict: 'fail',
      line: 9,
      message: expect.stringContaining('old (line 8 of index.ts) is the default VPC') as string,
    },
  ]);
});

test('a default subnet fails', async () => {
  const program = `const open = new aws.ec2.DefaultSubnet('open', { availabilityZone: 'us-east-1a' }); ${service('[open.id]')}`;
  expect(await verdictsOf(own(program))).toEqual(fail);
});

test.each([
  `aws.ec2.getVpcOutput({ default: true }).id`,
  `aws.ec2.getVpcOutput({ filters: [{ name: 'is-default', values: ['true'] }] }).id`,
  `aws.ec2.getVpcOutput({ filters: [{ name: 'isDefault', values: ['true'] }] }).id`,
  `aws.ec2.Vpc.get('old', aws.ec2.getVpcOutput({ default: true }).id).id`,
])('a default VPC that is looked up fails where it is used: %s', async vpcId => {
  const program = `new aws.lb.TargetGroup('targets', { port: 80, protocol: 'HTTP', vpcId: ${vpcId} });`;
  expect(await verdictsOf(program)).toEqual([['targets', 'fail']]);
});

test.each([
  `aws.ec2.getSubnetsOutput({ filters: [{ name: 'vpc-id', values: [old.id] }] }).ids`,
  `aws.ec2.getSubnetsOutput({ filters: [{ name: 'default-for-az', values: ['true'] }] }).ids`,
  `[aws.ec2.getSubnetOutput({ vpcId: old.id, availabilityZone: 'us-east-1a' }).id]`,
  `[aws.ec2.getSubnetOutput({ defaultForAz: true, availabilityZone: 'us-east-1a' }).id]`,
])('subnets of it that are looked up fail: %s', async subnets => {
  const program = `const old = aws.ec2.getVpcOutput({ default: true }); ${service(subnets)}`;
  expect(await verdictsOf(own(program))).toEqual(fail);
});

test('a network that is looked up in other ways is unverifiable', async () => {
  const program = `const old = aws.ec2.getVpcOutput({ id: 'vpc-1' });
${service(`aws.ec2.getSubnetsOutput({ filters: [{ name: 'vpc-id', values: [old.id] }] }).ids`)}`;
  expect(await verdictsOf(own(program))).toEqual(unverifiable);
});

test.each([`['subnet-1']`, `[text('subnet')]`, `[aws.ec2.Subnet.get('theirs', 'subnet-1').id]`])(
  'subnets of another program are unverifiable: %s',
  async subnets => {
    expect(await verdictsOf(own(service(subnets)))).toEqual(unverifiable);
  },
);

test('a subnet in a VPC that already exists is unverifiable', async () => {
  const program = `const within = new aws.ec2.Subnet('within', { vpcId: 'vpc-1', cidrBlock: '10.0.2.0/24' }); ${service('[within.id]')}`;
  expect(await verdictsOf(own(program))).toEqual(unverifiable);
});

test.each([
  service('[subnet.id]', ''),
  service('[subnet.id]', 'securityGroups: []'),
  service('[subnet.id]', 'securityGroups: [vpc.defaultSecurityGroupId]'),
  service(
    '[subnet.id]',
    `securityGroups: [group.id, aws.ec2.getSecurityGroupOutput({ name: 'default', vpcId: vpc.id }).id]`,
  ),
  service('[subnet.id]', `securityGroups: [new aws.ec2.DefaultSecurityGroup('all', { vpcId: vpc.id }).id]`),
  `new aws.rds.Instance('shop', { instanceClass: 'x', dbSubnetGroupName: home.name });`,
  `new aws.lb.LoadBalancer('shop', { subnets: [subnet.id] });`,
  `new aws.ec2.Instance('shop', { ami: 'a', subnetId: subnet.id });`,
])('the default group fails, explicit or for lack of another: %s', async resident => {
  expect(await verdictsOf(own(resident))).toEqual(fail);
});

test('a group of another program is unverifiable', async () => {
  expect(await verdictsOf(own(service('[subnet.id]', `securityGroups: ['sg-1']`)))).toEqual(unverifiable);
});

test.each([
  `new aws.ec2.Instance('shop', { ami: 'a', vpcSecurityGroupIds: [group.id] });`,
  `new aws.rds.Instance('shop', { instanceClass: 'x', vpcSecurityGroupIds: [group.id] });`,
  `new aws.rds.Cluster('shop', { engine: 'aurora-mysql', dbSubnetGroupName: 'default', vpcSecurityGroupIds: [group.id] });`,
  `new aws.ec2.SecurityGroup('shop', {});`,
])('a resource without a network is in the default VPC and fails: %s', async resident => {
  expect(await verdictsOf(own(resident))).toEqual(fail);
});

test('an instance with a launch template is unverifiable', async () => {
  const program = `
const template = new aws.ec2.LaunchTemplate('template', {});
new aws.ec2.Instance('shop', { launchTemplate: { id: template.id } });`;
  expect(await verdictsOf(own(program))).toEqual(unverifiable);
});

test('a rule that lets the default group in fails', async () => {
  const program = `new aws.vpc.SecurityGroupIngressRule('shop', {
  securityGroupId: group.id, referencedSecurityGroupId: vpc.defaultSecurityGroupId, ipProtocol: '-1' });`;
  expect(await findingsOf(noDefaultNetwork, own(program))).toMatchObject([
    {
      name: 'shop',
      verdict: 'fail',
      line: 7,
      message: expect.stringContaining('the default group of vpc (line 2 ') as string,
    },
  ]);
});

test('a component without a network uses the default VPC', async () => {
  const component = (args: string) => `
class Remote extends pulumi.ComponentResource {
  constructor() { super('awsx:ecs:FargateService', 'shop', ${args}, {}, true); }
}
new Remote();`;
  expect(await verdictsOf(component('{}'))).toEqual(fail);
  expect(await verdictsOf(own(component('{ networkConfiguration: { subnets: [subnet.id] } }')))).toEqual([]);
});

test('a cluster of the EKS component without a network uses the default VPC', async () => {
  const component = (args: string) => `
class Remote extends pulumi.ComponentResource {
  constructor() { super('eks:index:Cluster', 'shop', ${args}, {}, true); }
}
new Remote();`;
  expect(await verdictsOf(component('{}'))).toEqual(fail);
  expect(await verdictsOf(own(component('{ vpcId: vpc.id }')))).toEqual([]);
});

test('resources outside a VPC are not checked', async () => {
  const program = `
new aws.s3.Bucket('images');
new aws.ecs.Service('bridge', {});
new aws.lambda.Function('free', { role: 'r' });
new aws.lambda.Function('empty', { role: 'r', vpcConfig: { subnetIds: [], securityGroupIds: [] } });
new aws.cloudwatch.EventTarget('queue', { rule: 'night', arn: 'arn:aws:sqs:us-east-1:123456789012:q' });`;
  expect(await verdictsOf(program)).toEqual([]);
});
