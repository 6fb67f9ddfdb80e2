import { expect, it } from 'vitest';
import { parseCidr } from './cidr';
import { run, statementsOf } from './testing';

it.each([
  ['10.0.0.0/16', '2', 6],
  ['172.16.64.0/18', '3', 9],
  ['192.168.4.0/22', '3', 9],
])('%s with %s zones has %i subnets inside of it that do not meet', async (cidr, zones, count) => {
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

it('spreads each kind of subnet over different zones', async () => {
  const program = await run('prod', { 'service:zones': '3' });
  for (const kind of ['public', 'private', 'isolated']) {
    const zones = program
      .all('ec2/subnet:Subnet')
      .filter(({ name }) => name.includes(`-${kind}-`))
      .map(({ inputs }) => inputs.availabilityZone);
    expect(zones).toEqual(['a', 'b', 'c']);
  }
});

it('leaves a subnet where it is when the region gets or loses a zone', async () => {
  for (const { options } of (await run('prod')).all('ec2/subnet:Subnet'))
    expect(options.ignoreChanges).toEqual(['availabilityZone']);
});

it.each([
  ['per-zone', ['0', '1']],
  ['single', ['0', '0']],
])('NAT %s sends each zone out through the gateway of zone %j', async (nat, homes) => {
  const program = await run('dev', { 'service:nat': nat });
  const targets = program
    .all('ec2/route:Route')
    .filter(({ inputs }) => inputs.natGatewayId)
    .map(({ inputs }) => inputs.natGatewayId);
  expect(targets).toEqual(homes.map(zone => `aws:ec2/natGateway:NatGateway::shop-dev-${zone}`));
});

it('without NAT, a task reaches its image, log and secrets by their usual names', async () => {
  const program = await run('dev', { 'service:nat': 'none' });
  const doors = program.all('ec2/vpcEndpoint:VpcEndpoint').filter(({ inputs }) => inputs.privateDnsEnabled);
  const region = String(doors[0]?.inputs.serviceName).split('.')[2];
  expect(doors.map(({ inputs }) => inputs.serviceName)).toEqual(
    ['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager'].map(service => `com.amazonaws.${region}.${service}`),
  );
  const group = program.one('ec2/securityGroup:SecurityGroup', 'shop-dev-endpoints');
  for (const { inputs } of doors) {
    expect(inputs.securityGroupIds).toEqual([group.id]);
    expect(inputs.subnetIds).toHaveLength(2);
  }
});

it('closes the group that everything without a group falls into', async () => {
  const { inputs } = (await run('dev')).one('ec2/defaultSecurityGroup:DefaultSecurityGroup');
  expect(inputs.ingress ?? []).toEqual([]);
  expect(inputs.egress ?? []).toEqual([]);
});

it('writes down all flows, by a role that may do nothing else', async () => {
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

it('hands out no public address by itself', async () => {
  const subnets = (await run('dev')).all('ec2/subnet:Subnet');
  expect(subnets.filter(({ inputs }) => inputs.mapPublicIpOnLaunch !== false)).toEqual([]);
});
