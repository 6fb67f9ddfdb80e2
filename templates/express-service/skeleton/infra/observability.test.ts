import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { run, statementsOf, type Program } from './testing';

const alarmsOf = (program: Program) =>
  new Map(
    program
      .all('cloudwatch/metricAlarm:MetricAlarm')
      .map(({ name, inputs }) => [name.replace('shop-prod-', ''), inputs] as const)
      // the alarm of the service, which notifies no one: it stops a rollout
      .filter(([name]) => name !== 'bad-version'),
  );

it('has alarms for requests, tasks and the database', async () => {
  expect([...alarmsOf(await run('prod')).keys()].sort()).toEqual(
    [
      'service-errors',
      'balancer-errors',
      'slow-answers',
      'unhealthy-tasks',
      'tasks-cpu',
      'tasks-memory',
      'tasks-missing',
      'database-cpu',
      'database-connections',
      'database-storage',
      'database-memory',
      'database-credits',
    ].sort(),
  );
});

it('notifies when an alarm starts and when it ends', async () => {
  const program = await run('prod');
  const topic = 'arn:aws:sns/topic:Topic:shop-prod-alarms';
  for (const alarm of alarmsOf(program).values()) {
    expect(alarm).toMatchObject({ alarmActions: [topic], okActions: [topic] });
    expect(String(alarm.alarmDescription)).toMatch(/\. (Look|Choose|It) .*\.$/);
  }
});

it('treats missing data as a problem for the database, and as normal for requests', async () => {
  const alarms = alarmsOf(await run('prod'));
  expect(alarms.get('database-cpu')?.treatMissingData).toBe('breaching');
  expect(alarms.get('service-errors')?.treatMissingData).toBe('notBreaching');
});

it('reports missing data of a database with a single alarm', async () => {
  const silent = [...alarmsOf(await run('prod'))].filter(([, one]) => one.treatMissingData === 'breaching');
  expect(silent.map(([name]) => name).sort()).toEqual(['database-cpu']);
});

it('reports that no task runs any more, but not that none ran yet', async () => {
  const topic = 'arn:aws:sns/topic:Topic:shop-prod-alarms';
  for (const image of [`sha256:${'1'.repeat(64)}`, 'none']) {
    const alarms = [...alarmsOf(await run('prod', { 'service:image': image }))];
    const reporting = alarms.filter(
      ([, { insufficientDataActions }]) => insufficientDataActions !== undefined,
    );
    expect(reporting).toMatchObject([
      ['tasks-missing', { treatMissingData: 'missing', insufficientDataActions: [topic] }],
    ]);
  }
});

it('measures errors as a percentage of requests, and ignores single errors at night', async () => {
  const { metricQueries, threshold } = alarmsOf(await run('prod')).get('service-errors') ?? {};
  expect(threshold).toBe(5);
  expect(metricQueries).toMatchObject([
    { id: 'part', metric: { metricName: 'HTTPCode_Target_5XX_Count', stat: 'Sum', period: 60 } },
    { id: 'whole', metric: { metricName: 'RequestCount', stat: 'Sum', period: 60 } },
    { expression: 'IF(part >= 5, 100 * part / whole, 0)', returnData: true },
  ]);
});

it('ignores percentiles of a handful of requests', async () => {
  expect(alarmsOf(await run('prod')).get('slow-answers')).toMatchObject({
    extendedStatistic: 'p99',
    evaluateLowSampleCountPercentiles: 'ignore',
  });
});

it('evaluates CPU credits as often as CloudWatch receives them', async () => {
  expect(alarmsOf(await run('prod')).get('database-credits')).toMatchObject({
    period: 300,
    evaluationPeriods: 3,
  });
});

it('measures the resources of its own stage', async () => {
  const alarms = alarmsOf(await run('prod'));
  expect(alarms.get('unhealthy-tasks')?.dimensions).toEqual({
    LoadBalancer: 'aws:lb/loadBalancer:LoadBalancer::shop-prod/suffix',
    TargetGroup: 'aws:lb/targetGroup:TargetGroup::shop-prod-a/suffix',
  });
  expect(alarms.get('tasks-cpu')?.dimensions).toEqual({
    ClusterName: 'shop-prod',
    ServiceName: 'shop-prod',
  });
  expect(alarms.get('database-cpu')?.dimensions).toEqual({ DBInstanceIdentifier: 'shop-prod' });
});

it('has an alarm for both target groups of a blue-green rollout', async () => {
  const alarms = alarmsOf(await run('prod', { 'service:rollout': 'blue-green' }));
  expect([...alarms.keys()].filter(name => name.startsWith('unhealthy'))).toHaveLength(2);
});

it.each([
  ['small', 84, true],
  ['large', 675, false],
])('uses the limits of the %s database', async (size, connections, burstable) => {
  const alarms = alarmsOf(await run('prod', { 'service:size': size }));
  expect(alarms.get('database-connections')?.threshold).toBe(Math.floor(connections * 0.8));
  expect(alarms.has('database-credits')).toBe(burstable);
});

it('notifies before storage and memory are used up, and when one task is missing', async () => {
  const alarms = alarmsOf(await run('prod', { 'service:size': 'large' }));
  const gigabyte = 2 ** 30;
  expect(alarms.get('database-storage')?.threshold).toBe(20 * gigabyte);
  expect(alarms.get('database-memory')?.threshold).toBe(0.4 * gigabyte);
  expect(alarms.get('tasks-missing')?.threshold).toBe(4);
});

it('lets only alarms, budgets and events of the database of this account publish', async () => {
  const program = await run('prod');
  const [statement, ...others] = statementsOf(program.one('sns/topicPolicy:TopicPolicy').inputs.policy);
  expect(others).toEqual([]);
  expect(statement).toMatchObject({
    Principal: { Service: ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com', 'events.rds.amazonaws.com'] },
    Action: 'sns:Publish',
    Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
  });
});

it('can be encrypted with a key that alarms and logs of this account may use', async () => {
  const program = await run('prod');
  const [account, logs, alarms] = statementsOf(program.one('kms/key:Key').inputs.policy);
  expect(account?.Principal).toEqual({ AWS: 'arn:aws:iam::123456789012:root' });
  expect(JSON.stringify(logs?.Condition)).toContain(':123456789012:*');
  expect(alarms?.Condition).toEqual({ StringEquals: { 'aws:SourceAccount': '123456789012' } });
  expect(program.one('kms/key:Key').inputs).toMatchObject({
    enableKeyRotation: true,
    deletionWindowInDays: 30,
  });
});

it('sends mail only to the configured address', async () => {
  expect((await run('prod')).all('sns/topicSubscription:TopicSubscription')).toEqual([]);
  const program = await run('prod', { 'service:alarmEmail': 'team@example.com' });
  expect(program.one('sns/topicSubscription:TopicSubscription').inputs).toMatchObject({
    protocol: 'email',
    endpoint: 'team@example.com',
  });
});

it('notifies of the cost of a month before it exceeds the budget', async () => {
  expect((await run('prod')).all('budgets/budget:Budget')).toEqual([]);
  const program = await run('prod', { 'service:monthlyBudget': '250' });
  const { limitAmount, notifications } = program.one('budgets/budget:Budget').inputs;
  expect(limitAmount).toBe('250');
  const subscriberSnsTopicArns = ['arn:aws:sns/topic:Topic:shop-prod-alarms'];
  expect(notifications).toMatchObject([
    { notificationType: 'FORECASTED', threshold: 100, subscriberSnsTopicArns },
    { notificationType: 'ACTUAL', threshold: 80, subscriberSnsTopicArns },
    { notificationType: 'ACTUAL', threshold: 100, subscriberSnsTopicArns },
  ]);
});

it('shows a graph with the threshold of each alarm', async () => {
  const program = await run('prod');
  const { widgets } = JSON.parse(
    String(program.one('cloudwatch/dashboard:Dashboard').inputs.dashboardBody),
  ) as {
    widgets: {
      type: string;
      properties: { title: string; annotations: { horizontal: { value: number }[] } };
    }[];
  };
  const limits = widgets
    .filter(({ type }) => type === 'metric')
    .map(({ properties }) => [properties.title, properties.annotations.horizontal[0]?.value]);
  expect(new Map(limits as [string, number][])).toEqual(
    new Map([...alarmsOf(program)].map(([name, { threshold }]) => [name, threshold])),
  );
});

it('has a runbook entry for each alarm', async () => {
  const runbooks = readFileSync(`${__dirname}/../docs/runbooks.md`, 'utf8');
  const program = await run('prod', { 'service:rollout': 'blue-green' });
  for (const { name } of program.all('cloudwatch/metricAlarm:MetricAlarm'))
    expect(runbooks).toContain(`\`${name.replace(/^shop-prod-/, '').replace(/-next$/, '')}\``);
});
