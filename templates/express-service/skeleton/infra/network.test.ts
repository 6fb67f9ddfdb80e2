import { expect, it } from 'vitest';
import { parseCidr } from './cidr';
import { run, statementsOf } from './testing';

it.each([
  ['10.0.0.0/16', '2', 6],
  ['172.16.64.0/18', '3', 9],
  ['192.168.4.0/22', '3', 9],
])('%s with %s zones has %i subnets within it that do not overlap', async (cidr, zones, count) => {
  const program = await run('prod', { 'service:cidr': cidr, 'service:zones': zones });
  const whole = parseCidr(cidr);
  const blocks = program.all('ec2/subnet:Subnet').map(({ inputs }) => parseCidr(String(inputs.cidrBlock)));
  expect(program.one('ec2/vpc:Vpc').inputs.cidrBlock).toBe(cidr);
  expect(blocks).toHaveLength(count);
  expect(new Set(blocks.map(block => block?.first)).size).toBe(count);
  for (const block of blocks) {
    expect(block?.prefix).toBe((whole?.prefix ?? 0) + 4);
    expect(Math.floor((block?.first ?? 0) / 2 ** (32 - (whole?.prefix ?? 0)))).toBe(
      (whole?.first ?? 0) / 2 ** (32 - (whole?.prefix ?? 0)),
    );
  }
});

it('spreads the subnets of each kind over different zones', async () => {
  const program = await run('prod', { 'service:zones': '3' });
  for (const kind of ['public', 'private', 'isolated']) {
    const zones = program
      .all('ec2/subnet:Subnet')
      .filter(({ name }) => name.includes(`-${kind}-`))
      .map(({ inputs }) => inputs.availabilityZone);
    expect(zones).toEqual(['a', 'b', 'c']);
  }
});

it('keeps a subnet in place when the region gains or loses a zone', async () => {
  for (const { options } of (await run('prod')).all('ec2/subnet:Subnet'))
    expect(options.ignoreChanges).toEqual(['availabilityZone']);
});

it.each([
  ['per-zone', ['0', '1']],
  ['single', ['0', '0']],
])('NAT %s routes each zone through the gateway of zone %j', async (nat, locations) => {
  const program = await run('dev', { 'service:nat': nat });
  const targets = program
    .all('ec2/route:Route')
    .filter(({ inputs }) => inputs.natGatewayId)
    .map(({ inputs }) => inputs.natGatewayId);
  expect(targets).toEqual(locations.map(zone => `aws:ec2/natGateway:NatGateway::shop-dev-${zone}`));
});

it('without NAT, a task reaches its image, log and secrets through VPC endpoints', async () => {
  const program = await run('dev', { 'service:nat': 'none' });
  const endpoints = program
    .all('ec2/vpcEndpoint:VpcEndpoint')
    .filter(({ inputs }) => inputs.privateDnsEnabled);
  const region = String(endpoints[0]?.inputs.serviceName).split('.')[2];
  expect(endpoints.map(({ inputs }) => inputs.serviceName)).toEqual(
    ['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager'].map(service => `com.amazonaws.${region}.${service}`),
  );
  const group = program.one('ec2/securityGroup:SecurityGroup', 'shop-dev-endpoints');
  for (const { inputs } of endpoints) {
    expect(inputs.securityGroupIds).toEqual([group.id]);
    expect(inputs.subnetIds).toHaveLength(2);
  }
});

it('has a default security group without rules', async () => {
  const { inputs } = (await run('dev')).one('ec2/defaultSecurityGroup:DefaultSecurityGroup');
  expect(inputs.ingress ?? []).toEqual([]);
  expect(inputs.egress ?? []).toEqual([]);
});

it('logs all flows, with a role that has no other permissions', async () => {
  const program = await run('dev');
  const flows = program.one('ec2/flowLog:FlowLog').inputs;
  const group = program.one('cloudwatch/logGroup:LogGroup', 'shop-dev-flows');
  expect(flows).toMatchObject({
    trafficType: 'ALL',
    vpcId: program.one('ec2/vpc:Vpc').id,
    logDestination: 'arn:aws:cloudwatch/logGroup:LogGroup:shop-dev-flows',
    iamRoleArn: 'arn:aws:iam/role:Role:shop-dev-flows',
  });
  const [statement] = statementsOf(program.one('iam/rolePolicy:RolePolicy', 'shop-dev-flows').inputs.policy);
  expect(statement?.Resource).toBe('arn:aws:cloudwatch/logGroup:LogGroup:shop-dev-flows:*');
  expect(group.inputs.retentionInDays).toBe(30);
});

it('is protected from a change of its range, which would replace everything in it, when data is', async () => {
  expect((await run('prod')).one('ec2/vpc:Vpc').options.protect).toBe(true);
  expect((await run('dev')).one('ec2/vpc:Vpc').options.protect).toBe(false);
});

it('assigns no public addresses automatically', async () => {
  const subnets = (await run('dev')).all('ec2/subnet:Subnet');
  expect(subnets.filter(({ inputs }) => inputs.mapPublicIpOnLaunch !== false)).toEqual([]);
});
