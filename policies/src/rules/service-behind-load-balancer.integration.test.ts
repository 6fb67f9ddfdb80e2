import { expect, test } from 'vitest';
import { findingsOf } from '../testing/findings.ts';
import { serviceBehindLoadBalancer } from './service-behind-load-balancer.ts';

/** A service behind a load balancer, each with a group of its own. Its rules begin on line 15. */
const shop = (
  rules: string,
  {
    balancer = `securityGroups: [edge.id]`,
    loadBalancers = `[{ targetGroupArn: targets.arn, containerName: 'shop', containerPort: 3000 }]`,
    listener = `loadBalancerArn: balancer.arn, defaultActions: [{ type: 'forward', targetGroupArn: targets.arn }]`,
    groups = 'securityGroups: [service.id]',
    ingress = '',
  } = {},
) => `
const other = new pulumi.StackReference('o/p/s');
const text = (name: string) => other.getOutput(name) as pulumi.Output<string>;
const vpc = new aws.ec2.Vpc('vpc', { cidrBlock: '10.0.0.0/16' });
const subnet = new aws.ec2.Subnet('subnet', { vpcId: vpc.id, cidrBlock: '10.0.1.0/24' });
const edge = new aws.ec2.SecurityGroup('edge', { vpcId: vpc.id, ingress: [{ protocol: 'tcp', fromPort: 443, toPort: 443, cidrBlocks: ['0.0.0.0/0'] }] });
const service = new aws.ec2.SecurityGroup('service', { vpcId: vpc.id, ${ingress} });
const balancer = new aws.lb.LoadBalancer('balancer', { subnets: [subnet.id], ${balancer} });
const targets = new aws.lb.TargetGroup('targets', { vpcId: vpc.id, port: 80, protocol: 'HTTP', targetType: 'ip' });
const listener = new aws.lb.Listener('listener', { port: 443, ${listener} });
new aws.ecs.Service('shop', {
  networkConfiguration: { subnets: [subnet.id], ${groups} },
  loadBalancers: ${loadBalancers},
});
${rules}`;

const rule = (source: string, { from = '3000', to = '', name = 'rule' } = {}) =>
  `new aws.vpc.SecurityGroupIngressRule('${name}', { securityGroupId: service.id, ipProtocol: 'tcp', fromPort: ${from}, toPort: ${to || from}, ${source} });`;
const fromEdge = rule('referencedSecurityGroupId: edge.id', { name: 'own' });

const verdictsOf = async (program: string) =>
  (await findingsOf(serviceBehindLoadBalancer, program)).map(({ name, verdict }) => [name, verdict]);

const pass = [['shop', 'pass']];
const fail = [['rule', 'fail']];
const unverifiable = [['rule', 'unverifiable']];

test('a service that only its load balancer can reach passes', async () => {
  expect(await verdictsOf(shop(fromEdge))).toEqual(pass);
});

test('addresses fail at the rule that allows them', async () => {
  expect(
    await findingsOf(serviceBehindLoadBalancer, shop(`${fromEdge}\n${rule(`cidrIpv4: '0.0.0.0/0'`)}`)),
  ).toMatchObject([
    {
      name: 'rule',
      verdict: 'fail',
      line: 16,
      message: expect.stringMatching(
        /^The group service lets 0\.0\.0\.0\/0 in on port 3000 \(line 16 of index\.ts\): /,
      ) as string,
    },
  ]);
});

test.each([`cidrIpv4: vpc.cidrBlock`, `cidrIpv6: '::/0'`, `prefixListId: 'pl-1'`, `cidrIpv4: text('block')`])(
  'addresses of any kind fail: %s',
  async source => {
    expect(await verdictsOf(shop(rule(source)))).toEqual(fail);
  },
);

test('only the port of the container is checked', async () => {
  expect(await verdictsOf(shop(rule(`cidrIpv4: '0.0.0.0/0'`, { from: '9090' })))).toEqual(pass);
  expect(await verdictsOf(shop(rule(`cidrIpv4: '0.0.0.0/0'`, { from: '0', to: '65535' })))).toEqual(fail);
});

test('the port of the container may be a string, or known only when it is deployed', async () => {
  const at = (port: string) => ({
    loadBalancers: `[{ targetGroupArn: targets.arn, containerName: 'shop', containerPort: ${port} }]`,
  });
  expect(await verdictsOf(shop(rule(`cidrIpv4: '0.0.0.0/0'`), at(`'3000' as unknown as number`)))).toEqual(
    fail,
  );
  const later = at(`text('port').apply(Number)`);
  expect(await verdictsOf(shop(rule(`cidrIpv4: '0.0.0.0/0'`), later))).toEqual(unverifiable);
  expect(await verdictsOf(shop(fromEdge, later))).toEqual(pass);
});

test('the group of another service is allowed', async () => {
  const caller = `
const client = new aws.ec2.SecurityGroup('client', { vpcId: vpc.id });
new aws.lambda.Function('caller', { role: 'r', vpcConfig: { subnetIds: [subnet.id], securityGroupIds: [client.id] } });
${rule('referencedSecurityGroupId: client.id')}`;
  expect(await verdictsOf(shop(caller))).toEqual(pass);
});

test('a group without members is unverifiable', async () => {
  const program = `const client = new aws.ec2.SecurityGroup('client'); ${rule('referencedSecurityGroupId: client.id')}`;
  expect(await verdictsOf(shop(program))).toEqual(unverifiable);
});

test('a load balancer that does not forward to the service fails', async () => {
  const program = `
const front = new aws.ec2.SecurityGroup('front', { vpcId: vpc.id });
new aws.lb.LoadBalancer('stranger', { subnets: [subnet.id], securityGroups: [front.id] });
${rule('referencedSecurityGroupId: front.id')}`;
  expect(await findingsOf(serviceBehindLoadBalancer, shop(program))).toMatchObject([
    {
      name: 'rule',
      verdict: 'fail',
      message: expect.stringContaining('stranger (line 17 of index.ts)') as string,
    },
  ]);
});

test('listeners also forward by weights and rules', async () => {
  const weights = `loadBalancerArn: balancer.arn, defaultActions: [{ type: 'forward', forward: { targetGroups: [{ arn: targets.arn }] } }]`;
  expect(await verdictsOf(shop(fromEdge, { listener: weights }))).toEqual(pass);
  const plain = `loadBalancerArn: balancer.arn, defaultActions: [{ type: 'fixed-response' }]`;
  const byRule = `new aws.lb.ListenerRule('byRule', { listenerArn: listener.arn, conditions: [], actions: [{ type: 'forward', targetGroupArn: targets.arn }] });`;
  expect(await verdictsOf(shop(`${fromEdge} ${byRule}`, { listener: plain }))).toEqual(pass);
});

test('a classic load balancer is found by its name', async () => {
  const program = shop(
    `const classic = new aws.elb.LoadBalancer('classic', { listeners: [], subnets: [subnet.id], securityGroups: [edge.id] });
new aws.ecs.Service('old', {
  networkConfiguration: { subnets: [subnet.id], securityGroups: [service.id] },
  loadBalancers: [{ elbName: classic.name, containerName: 'old', containerPort: 3000 }],
}); ${fromEdge}`,
    { balancer: `securityGroups: []`, loadBalancers: '[]' },
  );
  expect(await verdictsOf(program)).toContainEqual(['old', 'pass']);
});

test('where the load balancer is unknown, a load balancer of the program is unverifiable', async () => {
  const loadBalancers = `[{ targetGroupArn: text('targets'), containerName: 'shop', containerPort: 3000 }]`;
  expect(await verdictsOf(shop(fromEdge, { loadBalancers }))).toEqual([['own', 'unverifiable']]);
  expect(await verdictsOf(shop(rule(`cidrIpv4: '0.0.0.0/0'`), { loadBalancers }))).toEqual(fail);
  expect(await verdictsOf(shop(rule(`cidrIpv4: '10.0.0.0/16'`), { loadBalancers }))).toEqual(unverifiable);
});

test('a group that the load balancer and the service share may let its members in', async () => {
  const shared = { balancer: 'securityGroups: [service.id]' };
  const itself = `new aws.ec2.SecurityGroupRule('rule', { type: 'ingress', securityGroupId: service.id, protocol: '-1', fromPort: 0, toPort: 0, self: true });`;
  expect(await verdictsOf(shop(itself, shared))).toEqual(pass);
  expect(await verdictsOf(shop(rule(`cidrIpv4: '0.0.0.0/0'`), shared))).toEqual(fail);
});

test('a Network Load Balancer without groups may be allowed by private addresses only', async () => {
  const bare = { balancer: `loadBalancerType: 'network'` };
  for (const block of ['10.0.1.0/24', '172.16.0.0/12', '192.168.1.0/24', '100.64.0.0/10', 'fd00::/8'])
    expect(await verdictsOf(shop(rule(`cidrIpv4: '${block}'`), bare))).toEqual(pass);
  for (const block of ['0.0.0.0/0', '172.32.0.0/16', '8.8.8.0/24', '10.0.0.0/4'])
    expect(
      await findingsOf(serviceBehindLoadBalancer, shop(rule(`cidrIpv4: '${block}'`), bare)),
    ).toMatchObject([
      {
        name: 'rule',
        verdict: 'fail',
        message: expect.stringContaining('balancer (line 8 of index.ts) has no security group') as string,
      },
    ]);
});

test('a Network Load Balancer with groups has to be allowed by its group', async () => {
  const network = { balancer: `loadBalancerType: 'network', securityGroups: [edge.id]` };
  expect(await verdictsOf(shop(fromEdge, network))).toEqual(pass);
  expect(await verdictsOf(shop(rule(`cidrIpv4: '10.0.1.0/24'`), network))).toEqual(fail);
});

test('the default group fails', async () => {
  expect(await verdictsOf(shop(rule('referencedSecurityGroupId: vpc.defaultSecurityGroupId')))).toEqual(fail);
  expect(await findingsOf(serviceBehindLoadBalancer, shop('', { groups: '' }))).toMatchObject([
    {
      name: 'shop',
      verdict: 'fail',
      line: 11,
      message: expect.stringContaining('The default group of vpc') as string,
    },
  ]);
});

test('groups of another program are unverifiable', async () => {
  expect(await verdictsOf(shop('', { groups: `securityGroups: ['sg-1']` }))).toEqual([
    ['shop', 'unverifiable'],
  ]);
  expect(await verdictsOf(shop('', { groups: `securityGroups: [text('g')]` }))).toEqual([
    ['shop', 'unverifiable'],
  ]);
  expect(await verdictsOf(shop(rule(`referencedSecurityGroupId: 'sg-1'`)))).toEqual(unverifiable);
});

test('a service without a load balancer must not be open to addresses', async () => {
  const alone = { loadBalancers: '[]' };
  expect(await verdictsOf(shop(fromEdge, alone))).toEqual([['shop', 'not-applicable']]);
  expect(await verdictsOf(shop(rule(`cidrIpv4: '10.0.0.0/16'`), alone))).toEqual(fail);
  expect(await verdictsOf(shop('', { ...alone, groups: `securityGroups: ['sg-1']` }))).toEqual([
    ['shop', 'unverifiable'],
  ]);
});

test('ICMP does not open a port', async () => {
  const ping = `new aws.ec2.SecurityGroupRule('rule', { type: 'ingress', securityGroupId: service.id, protocol: 'icmp', fromPort: -1, toPort: -1, cidrBlocks: ['0.0.0.0/0'] });`;
  expect(await verdictsOf(shop(ping, { loadBalancers: '[]' }))).toEqual([['shop', 'not-applicable']]);
});

test('a service without a network of its own is not applicable, and one that is only read has no findings', async () => {
  expect(await verdictsOf(`new aws.ecs.Service('shop', {});`)).toEqual([['shop', 'not-applicable']]);
  expect(await verdictsOf(`aws.ecs.Service.get('shop', 'arn');`)).toEqual([]);
});

test('a service of a remote component is unverifiable', async () => {
  const program = `
class Remote extends pulumi.ComponentResource {
  constructor() { super('awsx:ecs:FargateService', 'shop', {}, {}, true); }
}
new Remote();`;
  expect(await verdictsOf(program)).toEqual([['shop', 'unverifiable']]);
});

test('a program without a service has no findings', async () => {
  expect(await findingsOf(serviceBehindLoadBalancer, `new aws.s3.Bucket('images');`)).toEqual([]);
});
