import { beforeAll, expect, it } from 'vitest';
import { run, statementsOf, type Program } from './testing';

const pipeline = { 'service:repository': 'acme/shop', 'service:signsImages': 'true' };

let program: Program;
beforeAll(async () => {
  program = await run('dev', pipeline);
});

it('signs, and does not encrypt', () => {
  expect(program.one('kms/key:Key', 'shop-dev-signing').inputs).toMatchObject({
    keyUsage: 'SIGN_VERIFY',
    customerMasterKeySpec: 'ECC_NIST_P256',
  });
});

it('can be restored for a month after it was deleted', () => {
  const { inputs } = program.one('kms/key:Key', 'shop-dev-signing');
  expect(inputs.deletionWindowInDays).toBe(30);
});

it('is used only as IAM policies of the account say', () => {
  expect(statementsOf(program.one('kms/key:Key', 'shop-dev-signing').inputs.policy)).toEqual([
    {
      Sid: 'AccountDecides',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::123456789012:root' },
      Action: 'kms:*',
      Resource: '*',
    },
  ]);
});

it('has the name that the pipeline uses', () => {
  expect(program.one('kms/alias:Alias', 'shop-dev-signing').inputs).toMatchObject({
    name: 'alias/shop-dev-signing',
    targetKeyId: 'aws:kms/key:Key::shop-dev-signing/keyId',
  });
});

it.each([
  ['in a stage that does not build images', { ...pipeline, 'service:signsImages': 'false' }],
  ['when no repository deploys', { 'service:signsImages': 'true' }],
])('does not exist %s', async (_, overrides) => {
  const keys = (await run('dev', overrides)).all('kms/key:Key');
  expect(keys.map(({ name }) => name)).toEqual(['shop-dev']);
});
