import { expect, it } from 'vitest';
import { run, statementsOf } from './testing';

const serviceOf = async (stage: string, overrides: Record<string, string> = {}) =>
  (await run(stage, overrides)).one('ecs/service:Service');

it('rolls back when new tasks do not become healthy', async () => {
  const { inputs } = await serviceOf('prod');
  expect(inputs).toMatchObject({
    deploymentCircuitBreaker: { enable: true, rollback: true },
    deploymentMinimumHealthyPercent: 100,
  });
  expect(inputs.deploymentConfiguration).toBeUndefined();
});

it.each(['rolling', 'blue-green'])(
  '%s, rolls back when the next version answers with errors',
  async rollout => {
    const program = await run('prod', { 'service:rollout': rollout });
    const alarm = program.one('cloudwatch/metricAlarm:MetricAlarm', 'shop-prod-bad-version').inputs;
    expect(program.one('ecs/service:Service').inputs).toMatchObject({
      alarms: { enable: true, rollback: true, alarmNames: [alarm.name] },
      deploymentCircuitBreaker: { enable: true, rollback: true },
    });
    expect(alarm).toMatchObject({ threshold: 5, evaluationPeriods: 2, treatMissingData: 'notBreaching' });
  },
);

it('fails the deployment of a version that was rolled back', async () => {
  expect((await serviceOf('prod')).inputs.waitForSteadyState).toBe(true);
});

it('rebalances its tasks across zones after one failed', async () => {
  expect((await serviceOf('prod')).inputs.availabilityZoneRebalancing).toBe('ENABLED');
});

it('has Container Insights, which an alarm needs', async () => {
  const { inputs } = (await run('prod')).one('ecs/cluster:Cluster');
  expect(inputs.settings).toEqual([{ name: 'containerInsights', value: 'enabled' }]);
});

it('can switch to spot capacity and back', async () => {
  expect((await serviceOf('dev')).inputs.forceNewDeployment).toBe(true);
});

it('blue-green, runs the next version in parallel to the current one, in a separate target group', async () => {
  const program = await run('prod', { 'service:rollout': 'blue-green' });
  const { inputs } = program.one('ecs/service:Service');
  expect(inputs.deploymentConfiguration).toEqual({ strategy: 'BLUE_GREEN', bakeTimeInMinutes: '10' });
  expect(inputs.loadBalancers).toMatchObject([
    {
      targetGroupArn: 'arn:aws:lb/targetGroup:TargetGroup:shop-prod-a',
      containerPort: 3000,
      advancedConfiguration: {
        alternateTargetGroupArn: 'arn:aws:lb/targetGroup:TargetGroup:shop-prod-b',
        productionListenerRule: 'arn:aws:lb/listenerRule:ListenerRule:shop-prod-production',
        roleArn: 'arn:aws:iam/role:Role:shop-prod-rollout',
      },
    },
  ]);
  const role = program.one('iam/role:Role', 'shop-prod-rollout');
  expect(statementsOf(role.inputs.assumeRolePolicy)[0]?.Principal).toEqual({ Service: 'ecs.amazonaws.com' });
  const attached = program
    .all('iam/rolePolicyAttachment:RolePolicyAttachment')
    .map(({ inputs: one }) => one.policyArn);
  expect(attached).toEqual(['arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers']);
});

it.each([
  ['true', 'FARGATE_SPOT'],
  ['false', 'FARGATE'],
])('spot %s runs on %s', async (spot, provider) => {
  const program = await run('dev', { 'service:spot': spot });
  expect(program.one('ecs/service:Service').inputs.capacityProviderStrategies).toEqual([
    { capacityProvider: provider, weight: 1 },
  ]);
  expect(
    program.one('ecs/clusterCapacityProviders:ClusterCapacityProviders').inputs.capacityProviders,
  ).toEqual([provider]);
});

it('leaves the number of tasks to auto scaling once it exists', async () => {
  const { inputs, options } = await serviceOf('prod', { 'service:size': 'medium' });
  expect(inputs.desiredCount).toBe(2);
  expect(options.ignoreChanges).toEqual(['desiredCount']);
});

it('scales with the CPU and with the number of requests', async () => {
  const program = await run('prod', { 'service:size': 'large' });
  expect(program.one('appautoscaling/target:Target').inputs).toMatchObject({
    minCapacity: 4,
    maxCapacity: 16,
  });
  const metrics = program
    .all('appautoscaling/policy:Policy')
    .map(({ inputs }) => inputs.targetTrackingScalingPolicyConfiguration as Record<string, unknown>)
    .map(({ predefinedMetricSpecification }) => predefinedMetricSpecification);
  expect(metrics).toEqual([
    { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    {
      predefinedMetricType: 'ALBRequestCountPerTarget',
      resourceLabel:
        'aws:lb/loadBalancer:LoadBalancer::shop-prod/suffix/aws:lb/targetGroup:TargetGroup::shop-prod-a/suffix',
    },
  ]);
});

it.each([
  ['small', 1000],
  ['medium', 2000],
  ['large', 4000],
])('scales a %s task at %d requests a minute', async (size, requests) => {
  const program = await run('prod', { 'service:size': size });
  const { inputs } = program.one('appautoscaling/policy:Policy', 'shop-prod-requests');
  expect(inputs.targetTrackingScalingPolicyConfiguration).toMatchObject({ targetValue: requests });
});

it('blue-green, does not scale with the number of requests', async () => {
  const program = await run('prod', { 'service:rollout': 'blue-green' });
  expect(program.all('appautoscaling/policy:Policy').map(({ name }) => name)).toEqual(['shop-prod-cpu']);
});

const image = (digit: string) => ({ 'service:image': `sha256:${digit.repeat(64)}` });

it('before the first image exists, no task runs', async () => {
  expect((await serviceOf('prod', { 'service:image': 'none' })).inputs.desiredCount).toBe(0);
});

it('the first release starts the tasks', async () => {
  const { inputs, options } = await serviceOf('prod', { ...image('1'), 'release:first': 'true' });
  expect(inputs.desiredCount).toBe(2);
  expect(options.ignoreChanges).toEqual([]);
});

const release = ['aws:ecs/service:Service', 'aws:ecs/taskDefinition:TaskDefinition'];

it.each([
  ['the first release', 'prod', { 'service:image': 'none' }, { ...image('1'), 'release:first': 'true' }],
  ['a later release', 'prod', image('1'), image('2')],
  ['the first release of another stage', 'dev', { 'service:image': 'none' }, image('1')],
])('%s changes only the service and its tasks', async (_what, stage, before, after) => {
  const options = { 'service:rollout': 'blue-green', 'service:repository': 'acme/shop' };
  const old = await run(stage, { ...options, ...before });
  const next = await run(stage, { ...options, ...after });
  const unchanged = new Set(old.resources.map(resource => JSON.stringify(resource)));
  const changed = next.resources.filter(resource => !unchanged.has(JSON.stringify(resource)));
  expect(changed.map(({ type }) => type)).toContain('aws:ecs/taskDefinition:TaskDefinition');
  expect(changed.filter(({ type }) => !release.includes(type))).toEqual([]);
  expect(next.resources).toHaveLength(old.resources.length);
});
