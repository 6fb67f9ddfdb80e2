import { expect, it } from 'vitest';
import { run, statementsOf } from './testing';

it.each([
  ['db-instance', ['maintenance', 'configuration change', 'failure']],
  ['db-parameter-group', ['configuration change']],
  ['db-security-group', ['configuration change', 'failure']],
])('people are notified of events of %s', async (sourceType, eventCategories) => {
  const program = await run('dev');
  const { inputs } = program.one('rds/eventSubscription:EventSubscription', `shop-dev-${sourceType}`);
  expect(inputs).toMatchObject({
    sourceType,
    eventCategories,
    snsTopic: 'arn:aws:sns/topic:Topic:shop-dev-alarms',
  });
});

it('only the events of the own database instance are sent', async () => {
  const { inputs } = (await run('dev')).one(
    'rds/eventSubscription:EventSubscription',
    'shop-dev-db-instance',
  );
  expect(inputs.sourceIds).toEqual(['shop-dev']);
});

it('RDS may publish them for this account only', async () => {
  const [statement] = statementsOf((await run('dev')).one('sns/topicPolicy:TopicPolicy').inputs.policy);
  expect(statement).toMatchObject({
    Principal: { Service: expect.arrayContaining(['events.rds.amazonaws.com']) as string[] },
    Action: 'sns:Publish',
    Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
  });
});
