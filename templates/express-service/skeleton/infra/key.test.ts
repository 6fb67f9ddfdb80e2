import { expect, it } from 'vitest';
import { run, statementsOf, type PolicyStatement } from './testing';

const account = '123456789012';

async function statements(): Promise<PolicyStatement[]> {
  const program = await run('dev', { 'aws:region': 'eu-west-1' });
  return statementsOf(program.one('kms/key:Key').inputs.policy);
}

/** The statement for an AWS service. */
async function statementFor(service: string): Promise<PolicyStatement | undefined> {
  return (await statements()).find(({ Principal }) => JSON.stringify(Principal).includes(service));
}

it('is the only one, and is rotated every year', async () => {
  expect((await run('dev')).one('kms/key:Key').inputs.enableKeyRotation).toBe(true);
});

it('lets IAM policies of the account control access, so that the account cannot lock itself out', async () => {
  expect(await statements()).toContainEqual(
    expect.objectContaining({ Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*' }),
  );
});

it('encrypts the logs of this account and region only', async () => {
  expect(await statementFor('logs.eu-west-1.amazonaws.com')).toMatchObject({
    Action: expect.arrayContaining(['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey*']) as string[],
    Condition: {
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:eu-west-1:${account}:*` },
    },
  });
});

it.each(['cloudwatch.amazonaws.com', 'budgets.amazonaws.com', 'events.rds.amazonaws.com'])(
  'lets %s publish alarms for this account only',
  async service => {
    expect(await statementFor(service)).toMatchObject({
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    });
  },
);

it('grants access only to the account and to services on its behalf', async () => {
  const unconditional = (await statements()).filter(
    ({ Principal, Condition }) => Condition === undefined && JSON.stringify(Principal).includes('Service'),
  );
  expect(unconditional).toEqual([]);
  expect(JSON.stringify((await statements()).map(({ Principal }) => Principal))).not.toContain('*');
});

it('has an alias with the name of the stage', async () => {
  const { inputs } = (await run('dev')).one('kms/alias:Alias');
  expect(inputs).toMatchObject({
    name: 'alias/shop-dev',
    targetKeyId: 'aws:kms/key:Key::shop-dev/keyId',
  });
});
