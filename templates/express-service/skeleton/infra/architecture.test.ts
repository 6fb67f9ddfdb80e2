import { beforeAll, describe, expect, it } from 'vitest';
import { allowedConnections, permissionsOf, run, statementsOf, type Program } from './testing';

const domain = {
  'aws:region': 'eu-north-1',
  'service:domain': 'prompts.example.com',
  'service:certificateArn': 'arn:aws:acm:eu-north-1:123456789012:certificate/0123',
};
const monitored = {
  'service:sentryDsn': 'https://key@sentry.example.com/1',
  'service:datadogApiKey': 'a'.repeat(32),
  'service:alarmEmail': 'team@example.com',
  'service:monthlyBudget': '100',
};
const pages = { 'service:frontendOrigins': '["https://www.example.com"]' };
const pipeline = { 'service:repository': 'acme/shop', 'service:stateBucket': 'acme-state' };

/** Every value of every key at least once, in both stages. */
const matrix: [stage: string, overrides: Record<string, string>][] = [
  ['dev', {}],
  ['prod', {}],
  ['dev', { 'service:nat': 'none', 'service:zones': '3', 'service:signsImages': 'true', ...pipeline }],
  ['prod', { 'service:nat': 'none', 'service:rollout': 'blue-green', ...domain }],
  ['dev', { 'service:nat': 'per-zone', 'service:size': 'large', 'service:spot': 'false', ...monitored }],
  [
    'prod',
    { 'service:nat': 'single', 'service:zones': '3', 'service:size': 'medium', ...domain, ...monitored },
  ],
  ['dev', { 'service:rollout': 'blue-green', 'service:waf': 'true', ...pages, ...domain }],
  ['prod', { 'service:waf': 'false', 'service:spot': 'true', ...pages, ...pipeline }],
  ['dev', { 'service:multiAz': 'true', 'service:protected': 'true', 'service:cidr': '192.168.0.0/20' }],
  [
    'prod',
    { 'service:protected': 'false', 'service:multiAz': 'false', 'service:image': 'none', ...pipeline },
  ],
  ['dev', { ...pipeline, 'service:pipeline': 'gitlab', 'service:pipelineProvider': 'existing' }],
  ['prod', { ...pipeline, 'service:pipeline': 'gitlab', 'service:logRetentionDays': '365', ...monitored }],
];

/** The resource types that can be encrypted, and their inputs for the key. */
const encrypted: Record<string, string[]> = {
  'cloudwatch/logGroup:LogGroup': ['kmsKeyId'],
  'rds/instance:Instance': ['kmsKeyId', 'masterUserSecretKmsKeyId'],
  'secretsmanager/secret:Secret': ['kmsKeyId'],
  'sns/topic:Topic': ['kmsMasterKeyId'],
};

describe.each(matrix)('%s with %j', (stage, overrides) => {
  const name = `shop-${stage}`;
  const open = 'service:domain' in overrides ? [80, 443] : [80];
  const closed = overrides['service:nat'] === 'none';
  let program: Program;
  beforeAll(async () => {
    program = await run(stage, overrides);
  });

  it('lets each part reach only the next one', () => {
    const inside = [
      `${name}-edge -> ${name}-service 3000`,
      `${name}-service -> ${name}-db 5432`,
      ...(closed ? [`${name}-service -> ${name}-endpoints 443`] : []),
    ];
    const internet = open.map(port => `0.0.0.0/0 -> ${name}-edge ${port}`);
    const out = closed
      ? [`${name}-service -> aws:ec2/vpcEndpoint:VpcEndpoint::${name}-s3/prefix-list 443`]
      : [`${name}-service -> 0.0.0.0/0 443`];
    expect(allowedConnections(program, 'Ingress')).toEqual([...internet, ...inside].sort());
    expect(allowedConnections(program, 'Egress')).toEqual([...inside, ...out].sort());
    const groups = program.all('ec2/securityGroup:SecurityGroup');
    expect(
      groups.filter(({ inputs }) => inputs.ingress !== undefined || inputs.egress !== undefined),
    ).toEqual([]);
    expect(groups.map(({ inputs }) => inputs.description)).not.toContain(undefined);
    const rules = program.resources.filter(
      ({ type }) => type.includes('securityGroup') && type.endsWith('Rule'),
    );
    for (const rule of rules) expect(rule.inputs.description).toBeTruthy();
  });

  it('puts the load balancer into public, the service into private and the database into isolated subnets', () => {
    const subnets = (kind: string) =>
      program
        .all('ec2/subnet:Subnet')
        .filter(subnet => subnet.name.startsWith(`${name}-${kind}-`))
        .map(({ id }) => id);
    expect(program.one('lb/loadBalancer:LoadBalancer').inputs.subnets).toEqual(subnets('public'));
    expect(program.one('rds/subnetGroup:SubnetGroup').inputs.subnetIds).toEqual(subnets('isolated'));
    for (const service of program.all('ecs/service:Service')) {
      expect(service.inputs.networkConfiguration).toMatchObject({
        subnets: subnets('private'),
        assignPublicIp: false,
      });
    }
    expect(program.one('rds/instance:Instance').inputs.publiclyAccessible).toBe(false);
    expect(gatewaysOf(program, `${name}-isolated`)).toEqual([]);
    expect(gatewaysOf(program, `${name}-public`)).toEqual(['gatewayId']);
    for (const table of program.all('ec2/routeTable:RouteTable').map(({ name: own }) => own))
      if (table.includes('-private-'))
        expect(gatewaysOf(program, table)).toEqual(closed ? [] : ['natGatewayId']);
  });

  it('encrypts everything with the key of the stage', () => {
    const arn = `arn:aws:kms/key:Key:${name}`;
    for (const [type, inputs] of Object.entries(encrypted)) {
      for (const resource of program.all(type))
        expect([resource.name, ...inputs.map(input => resource.inputs[input])]).toEqual([
          resource.name,
          ...inputs.map(() => arn),
        ]);
    }
    expect(program.one('rds/instance:Instance').inputs.storageEncrypted).toBe(true);
    expect(program.one('ecr/repository:Repository').inputs.encryptionConfigurations).toEqual([
      { encryptionType: 'KMS', kmsKey: arn },
    ]);
    const insights = program.one('rds/instance:Instance').inputs;
    if (insights.performanceInsightsEnabled) expect(insights.performanceInsightsKmsKeyId).toBe(arn);
  });

  it('has no role with wildcard actions, or with a wildcard resource for other actions than those that need it', () => {
    // these actions support no resource-level permissions: https://docs.aws.amazon.com/service-authorization/latest/reference/
    const withoutResource = [
      'ecr:GetAuthorizationToken',
      'ecs:DescribeTaskDefinition',
      'ecs:ListTaskDefinitions',
      'ec2:DescribeAvailabilityZones',
    ];
    for (const role of program.all('iam/role:Role')) {
      for (const { Action, Resource } of permissionsOf(program, role.name)) {
        const actions = [Action].flat();
        expect(actions.filter(action => action.includes('*'))).toEqual([]);
        if ([Resource].flat().includes('*'))
          expect(actions.filter(action => !withoutResource.includes(action))).toEqual([]);
      }
    }
  });

  it('lets only one AWS service or one pipeline assume each role', () => {
    for (const role of program.all('iam/role:Role')) {
      const [statement, ...others] = statementsOf(role.inputs.assumeRolePolicy);
      expect(others).toEqual([]);
      expect(JSON.stringify(statement?.Principal)).not.toContain('*');
      if (role.name !== `${name}-rollout`)
        expect(Object.keys(statement?.Condition ?? {})).toEqual(['StringEquals']);
    }
  });

  it('protects data from deletion', () => {
    const kept = (overrides['service:protected'] ?? String(stage === 'prod')) === 'true';
    expect(program.one('rds/instance:Instance').inputs).toMatchObject({
      deletionProtection: kept,
      skipFinalSnapshot: !kept,
      deleteAutomatedBackups: !kept,
      backupRetentionPeriod: kept ? 35 : 7,
      copyTagsToSnapshot: true,
    });
    expect(program.one('kms/key:Key', name).options.retainOnDelete).toBe(kept);
    expect(program.one('rds/instance:Instance').options.protect).toBe(kept);
  });

  it('puts no secret into a task definition', () => {
    const definitions = program
      .all('ecs/taskDefinition:TaskDefinition')
      .map(({ inputs }) => String(inputs.containerDefinitions));
    for (const definition of definitions) {
      expect(definition).not.toContain('sentry.example.com');
      expect(definition).not.toContain('a'.repeat(32));
      expect(definition).not.toMatch(/postgresql:\/\/[^"@]*:[^"@]*@/);
    }
  });
});

/** The kinds of gateways that the routes of a table use. */
function gatewaysOf(program: Program, table: string): string[] {
  const { id } = program.one('ec2/routeTable:RouteTable', table);
  return program
    .all('ec2/route:Route')
    .filter(({ inputs }) => inputs.routeTableId === id)
    .flatMap(({ inputs }) => Object.keys(inputs).filter(key => /Id$/.test(key) && key !== 'routeTableId'));
}
