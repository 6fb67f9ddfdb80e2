import { unknownValue } from '@goldpath/program';
import { expect, test } from 'vitest';
import { literalSecret } from './literalSecrets.ts';

/** Forms are written in two parts, so that scanners of secrets do not report this file. */
const join = (...parts: string[]) => parts.join('');

test.each([
  ['SETTING', join('AK', 'IAQ7T2M4N8P1R5V9XZ')],
  ['SETTING', join('-----BEGIN RSA PRIV', 'ATE KEY-----\nMIIE')],
  ['SETTING', join('sk_li', 've_7Hq2mZp9Rt')],
  ['SETTING', join('gh', 'p_7Hq2mZp9RtLk3')],
  ['SETTING', join('xo', 'xb-7Hq2mZp9Rt')],
  ['SETTING', join('sk-pr', 'oj-7Hq2mZp9Rt')],
  ['DATABASE_URL', 'postgres://owner:s3cr3tpw@db.example.com:5432/app'],
  ['REDIS_URL', 'rediss://:p4ssw0rd@cache.example.com:6379'],
  ['SYSTEM_PASSWORD', 'hello_123'],
  ['POSTGRES_PASSWORD', 'postgres'],
  ['dbPassword', 'correct-horse'],
  ['JWT_SECRET', 'supersecret'],
  ['AWS_SECRET_ACCESS_KEY', 'Zm9ydHktc2lnbnM'],
  ['JWT_SIGNING', 'c2VjcmV0LXNpZ25pbmcta2V5LWZvci1qd3Q='],
  ['userData', '#!/bin/sh\nexport DB_PASSWORD=hunter2\nstart'],
])('%s with a literal secret is one: %s', (name, text) => {
  expect(literalSecret(name, text)).toBeDefined();
});

test.each([
  ['TOKEN_TTL_SECONDS', '3600'],
  ['SECRET_ARN', 'arn:aws:secretsmanager:us-east-1:123456789012:secret:orders-db-AbCdEf'],
  ['DB_SECRET', 'arn:aws:secretsmanager:us-east-1:123456789012:secret:orders-db-AbCdEf'],
  ['APP_PRIVATE_KEY_SECRET_NAME', 'orders/github-app'],
  ['DB_PASSWORD_FILE', '/run/secrets/db'],
  ['DB_PASSWORD', '/prod/db/password'],
  ['AUTH_TOKEN', 'https://login.example.com/oauth/token'],
  ['GITHUB_TOKEN', 'github-token'],
  ['ENABLE_PASSWORD', 'true'],
  ['MAX_TOKEN', '4096'],
  ['PUBLIC_KEY', 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE'],
  ['STRIPE_PUBLISHABLE_KEY', 'pk_EXAMPLE'],
  ['API_TOKEN', '${API_TOKEN}'],
  ['DB_PASSWORD', ''],
  ['DB_PASSWORD', unknownValue],
  ['DATABASE_URL', `postgres://owner:${unknownValue}@db.example.com:5432/app`],
  ['DATABASE_URL', 'postgres://owner:${PASSWORD}@db.example.com:5432/app'],
  ['DATABASE_URL', 'postgres://postgres:postgres@localhost:5432/app'],
  ['SENTRY_DSN', 'https://0123456789abcdef0123456789abcdef@o1.ingest.sentry.io/2'],
  ['userData', 'DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id db)\nTOKEN=$1'],
])('%s is innocent: %s', (name, text) => {
  expect(literalSecret(name, text)).toBeUndefined();
});
