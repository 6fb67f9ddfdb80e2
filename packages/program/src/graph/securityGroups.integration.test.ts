import { expect, test } from 'vitest';
import { graphOf } from '../testing/program.ts';
import { membersOf } from './members.ts';
import { groupOf, groupsOf, ingressOf, type Permission } from './securityGroups.ts';

const groups = `
const vpc = new aws.ec2.Vpc('vpc', { cidrBlock: '10.0.0.0/16' });
const from = new aws.ec2.SecurityGroup('from', { vpcId: vpc.id });
const unknown = new aws.ssm.Parameter('later', { type: 'String', value: 'x' }).version.apply(String);
const theirs = new pulumi.StackReference('o/p/s').getOutput('x') as pulumi.Output<string>;`;

function sourceOf({ source }: Permission): string {
  if (source.kind === 'unknown') return 'unknown';
  return source.kind === 'group' ? source.group.name : source.text;
}

/** Returns the permissions of the group `to`, each with its resource, source and ports. */
async function ingress(lines: string) {
  const { graph } = await graphOf(`${groups}\n${lines}`);
  const id = graph.ofType('aws:ec2/securityGroup:SecurityGroup').find(({ name }) => name === 'to')?.handles;
  const group = groupOf(graph, Object.entries(id ?? {}).find(([, output]) => output === 'id')?.[0], 'id');
  const { permissions, unresolved } = ingressOf(graph, group);
  const summary = (permission: Permission) => [permission.by.name, sourceOf(permission), permission.ports];
  return { permissions: permissions.map(summary), unresolved: unresolved.map(summary) };
}

const to = (rules = '') => `const to = new aws.ec2.SecurityGroup('to', { vpcId: vpc.id, ${rules} });`;
const range = (port: number) => ({ kind: 'range', protocol: 'tcp', from: port, to: port });

test('inline rules of a group are permissions with each of their sources', async () => {
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

test('both kinds of rule resources are permissions, as inline rules are', async () => {
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

test('a rule of an unknown group is unresolved unless it is a group of another stack, and an unknown list of sources stays unknown', async () => {
  const { permissions, unresolved } =
    await ingress(`${to(`ingress: [{ protocol: 'tcp', fromPort: 80, toPort: 80, cidrBlocks: unknown.apply(text => [text]) }]`)}
new aws.vpc.SecurityGroupIngressRule('stray', { securityGroupId: unknown, ipProtocol: 'icmp', fromPort: -1, toPort: -1, cidrIpv4: '10.0.0.0/8' });
new aws.vpc.SecurityGroupIngressRule('theirs', { securityGroupId: theirs, ipProtocol: '-1', cidrIpv4: '10.0.0.0/8' });`);
  expect(permissions).toEqual([['to', 'unknown', range(80)]]);
  expect(unresolved).toEqual([['stray', '10.0.0.0/8', { kind: 'none' }]]);
});

test('a default group is identified by its VPC and by the resource that manages it', async () => {
  const { graph } = await graphOf(`${groups}
const all = new aws.ec2.DefaultSecurityGroup('all', { vpcId: vpc.id });
new aws.ecs.Service('one', { networkConfiguration: { subnets: [], securityGroups: [all.id] } });
new aws.ecs.Service('two', { networkConfiguration: { subnets: [], securityGroups: [vpc.defaultSecurityGroupId] } });`);
  const [one, two] = graph.ofType('aws:ecs/service:Service').map(service => groupsOf(graph, service)?.[0]);
  expect(one).toMatchObject({ isDefault: true, name: 'the default group of vpc' });
  expect(one?.key).toBe(two?.key);
  const { workloads } = membersOf(graph, one ?? { name: '', isDefault: false });
  expect(workloads.map(({ name }) => name).sort()).toEqual(['one', 'two']);
});

test('a default group lets its members in until a resource manages it', async () => {
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

test('the members of a group are sorted by what they do with requests', async () => {
  const { graph } = await graphOf(`${groups}
new aws.lb.LoadBalancer('front', { securityGroups: [from.id] });
new aws.ec2.LaunchTemplate('template', { networkInterfaces: [{ securityGroups: [from.id] }] });
new aws.efs.MountTarget('files', { fileSystemId: 'f', subnetId: 's', securityGroups: [from.id] });
new aws.lb.LoadBalancer('foreign', { securityGroups: [theirs] });
new aws.lb.LoadBalancer('unclear', { securityGroups: [unknown] });`);
  const front = graph.ofType('aws:lb/loadBalancer:LoadBalancer').find(({ name }) => name === 'front');
  const [group] = (front && groupsOf(graph, front)) ?? [];
  const { forwarders, workloads, others, unclear } = membersOf(
    graph,
    group ?? { name: '', isDefault: false },
  );
  expect([forwarders, workloads, others, [unclear]].map(nodes => nodes.map(node => node?.name))).toEqual([
    ['front'],
    ['template'],
    ['files'],
    ['unclear'],
  ]);
});
