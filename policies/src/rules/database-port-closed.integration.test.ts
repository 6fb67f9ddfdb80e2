import { expect, test } from 'vitest';
import { findingsOf } from '../testing/findings.ts';
import { databasePortClosed } from './database-port-closed.ts';

/** A VPC with a load balancer, a service and a database, each with a group of its own. Its rules begin on line 13. */
const shop = (
  rules: string,
  {
    database = `engine: 'postgres', instanceClass: 'db.t4g.micro', dbSubnetGroupName: home.name, vpcSecurityGroupIds: [db.id]`,
    ingress = '',
    serviceGroups = '[service.id]',
  } = {},
) => `
const other = new pulumi.StackReference('o/p/s');
const text = (name: string) => other.getOutput(name) as pulumi.Output<string>;
const vpc = new aws.ec2.Vpc('vpc', { cidrBlock: '10.0.0.0/16' });
const subnet = new aws.ec2.Subnet('subnet', { vpcId: vpc.id, cidrBlock: '10.0.1.0/24' });
const home = new aws.rds.SubnetGroup('home', { subnetIds: [subnet.id] });
const edge = new aws.ec2.SecurityGroup('edge', { vpcId: vpc.id, ingress: [{ protocol: 'tcp', fromPort: 443, toPort: 443, cidrBlocks: ['0.0.0.0/0'] }] });
const service = new aws.ec2.SecurityGroup('service', { vpcId: vpc.id });
const db = new aws.ec2.SecurityGroup('db', { vpcId: vpc.id, ${ingress} });
new aws.lb.LoadBalancer('balancer', { subnets: [subnet.id], securityGroups: [edge.id] });
new aws.ecs.Service('shop', { networkConfiguration: { subnets: [subnet.id], securityGroups: ${serviceGroups} } });
new aws.rds.Instance('orders', { ${database} });
${rules}`;

const verdictsOf = async (program: string) =>
  (await findingsOf(databasePortClosed, program)).map(({ name, verdict }) => [name, verdict]);

const port = (from: string | number, to = from, protocol = `'tcp'`) =>
  `ipProtocol: ${protocol}, fromPort: ${from}, toPort: ${to}`;
const rule = (source: string, ports = port(5432)) =>
  `new aws.vpc.SecurityGroupIngressRule('rule', { securityGroupId: db.id, ${ports}, ${source} });`;
const oldRule = (source: string, ports = `protocol: 'tcp', fromPort: 5432, toPort: 5432`) =>
  `new aws.ec2.SecurityGroupRule('rule', { type: 'ingress', securityGroupId: db.id, ${ports}, ${source} });`;
const inline = (source: string, ports = `protocol: 'tcp', fromPort: 5432, toPort: 5432`) => ({
  ingress: `ingress: [{ ${ports}, ${source} }]`,
});

const pass = [['orders', 'pass']];
const fail = [['rule', 'fail']];
const unverifiable = [['rule', 'unverifiable']];

test('a database whose group lets no one in passes', async () => {
  expect(await verdictsOf(shop(''))).toEqual(pass);
});

test('a database passes when only the group of a service can reach it, in each form of a rule', async () => {
  expect(await verdictsOf(shop(rule('referencedSecurityGroupId: service.id')))).toEqual(pass);
  expect(await verdictsOf(shop(oldRule('sourceSecurityGroupId: service.id')))).toEqual(pass);
  expect(await verdictsOf(shop('', inline('securityGroups: [service.id]')))).toEqual(pass);
});

test('a block of addresses fails at the rule that allows it', async () => {
  expect(await findingsOf(databasePortClosed, shop(rule(`cidrIpv4: '0.0.0.0/0'`)))).toMatchObject([
    {
      name: 'rule',
      verdict: 'fail',
      line: 13,
      message: expect.stringMatching(
        /^The group db lets 0\.0\.0\.0\/0 in on port 5432 \(line 13 of index\.ts\): .*orders listens on port 5432/,
      ) as string,
    },
  ]);
});

test.each([
  rule(`cidrIpv4: '10.0.0.0/16'`),
  rule(`cidrIpv4: vpc.cidrBlock`),
  rule(`cidrIpv4: text('block')`),
  rule(`cidrIpv6: '::/0'`),
  rule(`prefixListId: 'pl-1'`),
  oldRule(`cidrBlocks: ['10.0.1.0/24']`),
  oldRule(`ipv6CidrBlocks: ['::/0']`),
  oldRule(`prefixListIds: ['pl-1']`),
])('addresses of every kind fail: %s', async opened => {
  expect(await verdictsOf(shop(opened))).toEqual(fail);
});

test('each address in an inline rule fails at the group', async () => {
  const findings = await findingsOf(
    databasePortClosed,
    shop('', inline(`cidrBlocks: ['10.0.0.0/8', '0.0.0.0/0']`)),
  );
  const failed = { name: 'db', verdict: 'fail', line: 9 };
  expect(findings).toMatchObject([
    { ...failed, message: expect.stringContaining('lets 10.0.0.0/8 in') as string },
    { ...failed, message: expect.stringContaining('lets 0.0.0.0/0 in') as string },
  ]);
});

test.each([
  port(0, 65535),
  port(`'5432'`),
  port(5000, 6000),
  port(5432, 5432, `'6'`),
  `ipProtocol: 'tcp'`,
  `ipProtocol: '-1'`,
  `ipProtocol: 'all'`,
  `ipProtocol: -1 as unknown as string`,
  port(0, 0, `'-1'`),
])('ports that include the one of the database fail: %s', async ports => {
  expect(await verdictsOf(shop(rule(`cidrIpv4: '10.0.0.0/8'`, ports)))).toEqual(fail);
});

test.each([port(443), port(5433, 6000), port(0, 0), port(5432, 5432, `'udp'`), port(-1, -1, `'icmp'`)])(
  'other ports pass: %s',
  async ports => {
    expect(await verdictsOf(shop(rule(`cidrIpv4: '0.0.0.0/0'`, ports)))).toEqual(pass);
  },
);

test.each([
  [`engine: 'mysql'`, 3306],
  [`engine: 'mariadb'`, 3306],
  [`engine: 'sqlserver-ex'`, 1433],
  [`engine: 'oracle-se2'`, 1521],
  [`engine: 'db2-se'`, 50000],
  [`engine: 'postgres', port: 6000`, 6000],
  [`engine: 'postgres', port: '6000' as unknown as number`, 6000],
])(
  'the port of a database is the configured one or the default of its engine: %s',
  async (engine, opened) => {
    const database = `${engine}, instanceClass: 'x', dbSubnetGroupName: home.name, vpcSecurityGroupIds: [db.id]`;
    const open = (at: number) => shop(rule(`cidrIpv4: '10.0.0.0/8'`, port(at)), { database });
    expect(await verdictsOf(open(opened))).toEqual(fail);
    expect(await verdictsOf(open(opened + 1))).toEqual(pass);
  },
);

test('a replica listens on the port of its source', async () => {
  const replica = (at: number) => `
const main = new aws.rds.Instance('main', { engine: 'mysql', instanceClass: 'x', vpcSecurityGroupIds: [service.id] });
new aws.rds.Instance('replica', { replicateSourceDb: main.arn, instanceClass: 'x', vpcSecurityGroupIds: [db.id] });
${rule(`cidrIpv4: '10.0.0.0/8'`, port(at))}`;
  expect(await verdictsOf(shop(replica(3306)))).toContainEqual(['rule', 'fail']);
  expect(await verdictsOf(shop(replica(3307)))).toContainEqual(['replica', 'pass']);
});

test('where the port is unknown, opening all ports to addresses fails and opening one is unverifiable', async () => {
  const database = `snapshotIdentifier: 's', instanceClass: 'x', dbSubnetGroupName: home.name, vpcSecurityGroupIds: [db.id]`;
  const open = (ports: string, source = `cidrIpv4: '10.0.0.0/8'`) => shop(rule(source, ports), { database });
  expect(await verdictsOf(open(port(0, 65535)))).toEqual(fail);
  expect(await verdictsOf(open(port(5432)))).toEqual(unverifiable);
  expect(await verdictsOf(open(port(5432), 'referencedSecurityGroupId: service.id'))).toEqual(pass);
});

test('a range that is known only when it is deployed is unverifiable', async () => {
  const ports = port(`text('port').apply(Number)`);
  expect(await verdictsOf(shop(rule(`cidrIpv4: '10.0.0.0/8'`, ports)))).toEqual(unverifiable);
  expect(await verdictsOf(shop(rule('referencedSecurityGroupId: service.id', ports)))).toEqual(pass);
});

test('the group of a load balancer fails, and the message has the line of the load balancer', async () => {
  expect(
    await findingsOf(databasePortClosed, shop(rule('referencedSecurityGroupId: edge.id'))),
  ).toMatchObject([
    {
      name: 'rule',
      verdict: 'fail',
      message: expect.stringMatching(
        /the group edge in on port 5432.*balancer.*\(line 10 of index\.ts\)/,
      ) as string,
    },
  ]);
});

test('a group that a service and a load balancer share fails', async () => {
  const shared = shop(rule('referencedSecurityGroupId: edge.id'), { serviceGroups: '[service.id, edge.id]' });
  expect(await verdictsOf(shared)).toEqual(fail);
});

test('a classic load balancer and a VPC link are load balancers too', async () => {
  const front = 'const front = new aws.ec2.SecurityGroup("front", { vpcId: vpc.id });';
  const open = `${front} ${rule('referencedSecurityGroupId: front.id')}`;
  const classic = `new aws.elb.LoadBalancer('classic', { listeners: [], subnets: [subnet.id], securityGroups: [front.id] });`;
  const link = `new aws.apigatewayv2.VpcLink('link', { subnetIds: [subnet.id], securityGroupIds: [front.id] });`;
  expect(await verdictsOf(shop(`${open} ${classic}`))).toEqual(fail);
  expect(await verdictsOf(shop(`${open} ${link}`))).toEqual(fail);
});

test.each([
  `new aws.lambda.Function('f', { role: 'r', vpcConfig: { subnetIds: [subnet.id], securityGroupIds: [client.id] } });`,
  `new aws.ec2.Instance('bastion', { ami: 'a', instanceType: 't3.micro', vpcSecurityGroupIds: [client.id] });`,
  `new aws.ec2.LaunchTemplate('t', { networkInterfaces: [{ securityGroups: [client.id] }] });`,
  `new aws.rds.Proxy('p', { engineFamily: 'POSTGRESQL', roleArn: 'r', auths: [], vpcSubnetIds: [subnet.id], vpcSecurityGroupIds: [client.id] });`,
  `new aws.scheduler.Schedule('s', { flexibleTimeWindow: { mode: 'OFF' }, scheduleExpression: 'rate(1 day)', target: { arn: 'a',
    roleArn: 'r', ecsParameters: { taskDefinitionArn: 't', networkConfiguration: { subnets: [subnet.id], securityGroups: [client.id] } } } });`,
])('a resource that runs code may reach the database: %s', async carrier => {
  const client = `const client = new aws.ec2.SecurityGroup('client', { vpcId: vpc.id });`;
  const findings = await verdictsOf(
    shop(`${client} ${carrier} ${rule('referencedSecurityGroupId: client.id')}`),
  );
  expect(findings).toContainEqual(['orders', 'pass']);
});

test('a group without members is unverifiable, and fails when the internet can reach it', async () => {
  const client = (ingress: string) => `
const client = new aws.ec2.SecurityGroup('client', { vpcId: vpc.id, ${ingress} });
${rule('referencedSecurityGroupId: client.id')}`;
  expect(await verdictsOf(shop(client('')))).toEqual(unverifiable);
  const open = `ingress: [{ protocol: 'tcp', fromPort: 80, toPort: 80, cidrBlocks: ['0.0.0.0/0'] }]`;
  expect(await verdictsOf(shop(client(open)))).toEqual(fail);
});

test('a group may let its own members in unless a load balancer is one of them', async () => {
  const itself = 'self: true';
  expect(await verdictsOf(shop('', inline(itself)))).toEqual(pass);
  expect(await verdictsOf(shop(oldRule(itself), { serviceGroups: '[service.id, db.id]' }))).toEqual(pass);
  const balancer = `new aws.lb.LoadBalancer('front', { subnets: [subnet.id], securityGroups: [db.id] });`;
  expect(await findingsOf(databasePortClosed, shop(`${oldRule(itself)} ${balancer}`))).toMatchObject([
    { name: 'rule', verdict: 'fail', message: expect.stringContaining('lets its own members in') as string },
  ]);
});

test('groups of other programs are unverifiable', async () => {
  const theirs = [
    "'sg-1'",
    "'123456789012/sg-1'",
    "text('group')",
    "aws.ec2.SecurityGroup.get('theirs', 'sg-1').id",
  ];
  for (const group of theirs)
    expect(await verdictsOf(shop(rule(`referencedSecurityGroupId: ${group}`)))).toEqual(unverifiable);
});

test('a database with a group of another program is unverifiable, and its visible rules are checked', async () => {
  const database = `engine: 'postgres', instanceClass: 'x', dbSubnetGroupName: home.name, vpcSecurityGroupIds: ['sg-1']`;
  expect(await verdictsOf(shop('', { database }))).toEqual([['orders', 'unverifiable']]);
  const open = `new aws.vpc.SecurityGroupIngressRule('rule', { securityGroupId: 'sg-1', cidrIpv4: '0.0.0.0/0', ${port(5432)} });`;
  expect(await verdictsOf(shop(open, { database }))).toEqual([...fail, ['orders', 'unverifiable']]);
});

test('a rule with an unknown group may be a rule of this database', async () => {
  const unresolved = (source: string) =>
    `const later = new aws.ssm.Parameter('later', { type: 'String', value: 'x' }).version.apply(String);
new aws.vpc.SecurityGroupIngressRule('rule', { securityGroupId: later, ${source}, ${port(5432)} });`;
  expect(await verdictsOf(shop(unresolved(`cidrIpv4: '10.0.0.0/8'`)))).toEqual(unverifiable);
  expect(await verdictsOf(shop(unresolved('referencedSecurityGroupId: service.id')))).toEqual(pass);
});

test('rules that are known only when they are deployed are unverifiable', async () => {
  const ingress = `ingress: other.getOutput('rules') as pulumi.Output<[]>`;
  expect(await verdictsOf(shop('', { ingress }))).toEqual([['db', 'unverifiable']]);
});

test('all members of the default group can reach a database without a group', async () => {
  const database = `engine: 'postgres', instanceClass: 'x', dbSubnetGroupName: home.name`;
  expect(await findingsOf(databasePortClosed, shop('', { database }))).toMatchObject([
    {
      name: 'orders',
      verdict: 'fail',
      line: 12,
      message: expect.stringContaining('The default group of vpc') as string,
    },
  ]);
  const closed = `new aws.ec2.DefaultSecurityGroup('closed', { vpcId: vpc.id });`;
  expect(await verdictsOf(shop(closed, { database }))).toEqual(pass);
});

test('the default group is not the group of a service', async () => {
  const byVpc = rule('referencedSecurityGroupId: vpc.defaultSecurityGroupId');
  expect(await verdictsOf(shop(byVpc))).toEqual(fail);
  const managed = `const all = new aws.ec2.DefaultSecurityGroup('all', { vpcId: vpc.id });`;
  expect(await verdictsOf(shop(`${managed} ${rule('referencedSecurityGroupId: all.id')}`))).toEqual(fail);
});

test('an egress rule lets nothing in', async () => {
  const out = `new aws.ec2.SecurityGroupRule('out', {
  type: 'egress', securityGroupId: db.id, protocol: '-1', fromPort: 0, toPort: 0, cidrBlocks: ['0.0.0.0/0'] });`;
  expect(await verdictsOf(shop(out))).toEqual(pass);
});

test.each([
  [`new aws.rds.Cluster('c', { engine: 'aurora-postgresql', vpcSecurityGroupIds: [db.id] });`, 5432],
  [`new aws.rds.Cluster('c', { engine: 'aurora-mysql', vpcSecurityGroupIds: [db.id] });`, 3306],
  [`new aws.docdb.Cluster('c', { vpcSecurityGroupIds: [db.id] });`, 27017],
  [
    `new aws.redshift.Cluster('c', { clusterIdentifier: 'c', nodeType: 'x', vpcSecurityGroupIds: [db.id] });`,
    5439,
  ],
  [`new aws.elasticache.Cluster('c', { engine: 'redis', securityGroupIds: [db.id] });`, 6379],
  [`new aws.elasticache.ReplicationGroup('c', { description: 'c', securityGroupIds: [db.id] });`, 6379],
])('clusters and caches are databases too: %s', async (cluster, opened) => {
  const program = (at: number) => `
const db = new aws.ec2.SecurityGroup('db');
${cluster}
${rule(`cidrIpv4: '0.0.0.0/0'`, port(at))}`;
  expect(await verdictsOf(program(opened))).toEqual(fail);
  expect(await verdictsOf(program(opened + 1))).toEqual([['c', 'pass']]);
});

test('a database that the program only reads has no findings', async () => {
  const program = `aws.rds.Instance.get('orders', 'orders');`;
  expect(await verdictsOf(program)).toEqual([]);
});

test('a program without a database has no findings', async () => {
  expect(await findingsOf(databasePortClosed, `new aws.s3.Bucket('images');`)).toEqual([]);
});

test('a load balancer with unknown groups may be a member of the group of the service', async () => {
  const unclear = `
const later = new aws.ssm.Parameter('later', { type: 'String', value: 'x' }).version.apply(String);
new aws.lb.LoadBalancer('unclear', { subnets: [subnet.id], securityGroups: [later] });
${rule('referencedSecurityGroupId: service.id')}`;
  expect(await findingsOf(databasePortClosed, shop(unclear))).toMatchObject([
    {
      name: 'rule',
      verdict: 'unverifiable',
      message: expect.stringContaining('unclear (line 15 of index.ts) may be a member') as string,
    },
  ]);
});
