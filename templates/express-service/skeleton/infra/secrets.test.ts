import { expect, it } from 'vitest';
import { prepare, run } from './testing';

const sentryDsn = 'https://0123@sentry.example/1';

it('stores no secret when none is configured', async () => {
  expect((await run('prod')).all('secretsmanager/secret:Secret')).toEqual([]);
});

it('stores each value in a separate secret, encrypted with the stage’s key', async () => {
  const program = await run('prod', {
    'service:sentryDsn': sentryDsn,
    'service:datadogApiKey': '0123456789abcdef0123456789abcdef',
  });
  const key = 'arn:aws:kms/key:Key:' + program.one('kms/key:Key').name;
  const secrets = program.all('secretsmanager/secret:Secret');
  expect(secrets.map(({ name, inputs }) => [name, inputs.kmsKeyId])).toEqual([
    ['shop-prod-sentry-dsn', key],
    ['shop-prod-dd-api-key', key],
  ]);
});

it('can restore a deleted secret for a week', async () => {
  const program = await run('prod', { 'service:sentryDsn': sentryDsn });
  expect(program.one('secretsmanager/secret:Secret').inputs.recoveryWindowInDays).toBe(7);
});

it('passes the value only to Secrets Manager', async () => {
  const { resources } = await run('prod', { 'service:sentryDsn': sentryDsn });
  const containing = resources.filter(({ inputs }) => JSON.stringify(inputs).includes(sentryDsn));
  expect(containing.map(({ type }) => type)).toEqual(['aws:secretsmanager/secretVersion:SecretVersion']);
});

it('has an ARN only after the value is stored', async () => {
  await prepare('dev');
  const { Secrets } = await import('./secrets');
  const { arns } = new Secrets('shop-dev', { keyArn: 'key', values: { SENTRY_DSN: sentryDsn } });
  expect(await new Promise(resolve => arns.SENTRY_DSN?.apply(resolve))).toBe(
    'arn:aws:secretsmanager/secretVersion:SecretVersion:shop-dev-sentry-dsn',
  );
});
