import { expect, test } from 'vitest';
import { graphOf } from '../testing/program.ts';
import { carriersOf } from './carriers.ts';
import { groupOf, groupsOf, ingressOf, type Permission } from './securityGroups.ts';

const groups = `
const vpc = new aws.ec2.Vpc('vpc', { cidrBlock: '10.0.0.0/16' });
const from = new aws.ec2.SecurityGroup('from', { vpcId: vpc.id });
const unknown = new aws.ssm.Parameter('later', { type: 'String', value: 'x' }).version.apply(String);
const theirs = new pulumi.StackReference('o/p/s').getOutput('x') as pulumi.Output<string>;`;

const sourceOf = ({ source }: Permission) =>
  source.kind === 'group' ? source.group.name : source.kind === 'unknown' ? 'unknown' : source.text;

/** Whom the group `to` lets in, on which ports, and who says so. */
async function ingress(lines: string) {
  const { graph } = await graphOf(`${groups}\n${lines}`);
  const id = graph.ofType('aws:ec2/securityGroup:SecurityGroup').find(({ name }) => name === 'to')?.handles;
  const group = groupOf(graph, Object.entries(id ?? {}).find(([, output]) => output === 'id')?.[0], 'id');
  const { permissions, adrift } = ingressOf(graph, group);
  const tell = (permission: Permission) => [permission.by.name, sourceOf(permission), permission.ports];
  return { permissions: permissions.map(tell), adrift: adrift.map(tell) };
}

const to = (rules = '') => `const to = new aws.ec2.SecurityGroup('to', { vpcId: vpc.id, ${rules} });`;
const range = (port: number) => ({ kind: 'range', protocol: 'tcp', from: port, to: port });

test('rules that stand in a group are told with each of their sources', async () => {
  const { permissions } = await ingress(
    to(`ingress: [
  { protocol: 'tcp', fromPort: 80, toPort: 80, cidrBlocks: ['10.0.0.0/8'], ipv6CidrBlocks: ['fd00::/8'] },
  { protocol: '-1', fromPort: 0, toPort: 0, self: true, securityGroups: [from.id], prefixListIds: ['pl-1'] },
]`),
  );
  expect(permissions).toEqual([
    ['to', '10.0.0.0/8', range(80)],
    ['to', 'fd00::/8', range(80)],
    ['to', 'the prefix list pl-1', { kind: 'all' }],
    ['to', 'the group from', { kind: 'all' }],
    ['to', 'the group to', { kind: 'all' }],
  ]);
});

test('both resources that are rules are told as those that stand in a group are', async () => {
  const { permissions } = await ingress(`${to()}
new aws.ec2.SecurityGroupRule('old', { type: 'ingress', securityGroupId: to.id, protocol: '6', fromPort: 80, toPort: 80, sourceSecurityGroupId: from.id });
new aws.ec2.SecurityGroupRule('out', { type: 'egress', securityGroupId: to.id, protocol: '-1', fromPort: 0, toPort: 0, cidrBlocks: ['0.0.0.0/0'] });
new aws.vpc.SecurityGroupIngressRule('new', { securityGroupId: to.id, ipProtocol: 'tcp', fromPort: 81, toPort: 81, cidrIpv4: '10.0.0.0/8' });
new aws.vpc.SecurityGroupEgressRule('newOut', { securityGroupId: to.id, ipProtocol: '-1', cidrIpv4: '0.0.0.0/0' });`);
  expect(permissions).toEqual([
    ['old', 'the group from', range(80)],
    ['new', '10.0.0.0/8', range(81)],
  ]);
});

test('a rule of an unknown group is adrift unless it is a group of another stack, and an unknown list of sources stays unknown', async () => {
  const { permissions, adrift } =
    await ingress(`${to(`ingress: [{ protocol: 'tcp', fromPort: 80, toPort: 80, cidrBlocks: unknown.apply(text => [text]) }]`)}
new aws.vpc.SecurityGroupIngressRule('stray', { securityGroupId: unknown, ipProtocol: 'icmp', fromPort: -1, toPort: -1, cidrIpv4: '10.0.0.0/8' });
new aws.vpc.SecurityGroupIngressRule('theirs', { securityGroupId: theirs, ipProtocol: '-1', cidrIpv4: '10.0.0.0/8' });`);
  expect(permissions).toEqual([['to', 'unknown', range(80)]]);
  expect(adrift).toEqual([['stray', '10.0.0.0/8', { kind: 'none' }]]);
});

test('a default group is one and the same by its VPC and by the resource that manages it', async () => {
  const { graph } = await graphOf(`${groups}
const all = new aws.ec2.DefaultSecurityGroup('all', { vpcId: vpc.id });
new aws.ecs.Service('one', { networkConfiguration: { subnets: [], securityGroups: [all.id] } });
new aws.ecs.Service('two', { networkConfiguration: { subnets: [], securityGroups: [vpc.defaultSecurityGroupId] } });`);
  const [one, two] = graph.ofType('aws:ecs/service:Service').map(service => groupsOf(graph, service)?.[0]);
  expect(one).toMatchObject({ isDefault: true, name: 'the default group of vpc' });
  expect(one?.key).toBe(two?.key);
  expect(
    one &&
      carriersOf(graph, one)
        .workloads.map(({ name }) => name)
        .sort(),
  ).toEqual(['one', 'two']);
});

test('a default group lets its members in until somebody manages it', async () => {
  const members = async (managed: string) => {
    const { graph } = await graphOf(`${groups} ${managed}
new aws.ecs.Service('one', { networkConfiguration: { subnets: [], securityGroups: [vpc.defaultSecurityGroupId] } });`);
    const [group] = graph
      .ofType('aws:ecs/service:Service')
      .flatMap(service => groupsOf(graph, service) ?? []);
    return group && ingressOf(graph, group).permissions.map(sourceOf);
  };
  expect(await members('')).toEqual(['the default group of vpc']);
  expect(await members(`new aws.ec2.DefaultSecurityGroup('closed', { vpcId: vpc.id });`)).toEqual([]);
});

test('who carries a group is told by what it does with requests', async () => {
  const { graph } = await graphOf(`${groups}
new aws.lb.LoadBalancer('front', { securityGroups: [from.id] });
new aws.ec2.LaunchTemplate('template', { networkInterfaces: [{ securityGroups: [from.id] }] });
new aws.efs.MountTarget('files', { fileSystemId: 'f', subnetId: 's', securityGroups: [from.id] });
new aws.lb.LoadBalancer('foreign', { securityGroups: [theirs] });
new aws.lb.LoadBalancer('unclear', { securityGroups: [unknown] });`);
  const front = graph.ofType('aws:lb/loadBalancer:LoadBalancer').find(({ name }) => name === 'front');
  const [group] = (front && groupsOf(graph, front)) ?? [];
  const { entries, workloads, others, unclear } = carriersOf(graph, group ?? { name: '', isDefault: false });
  expect([entries, workloads, others, [unclear]].map(nodes => nodes.map(node => node?.name))).toEqual([
    ['front'],
    ['template'],
    ['files'],
    ['unclear'],
  ]);
});
