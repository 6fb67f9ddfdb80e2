import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { configSchema, loadConfig } from './config.ts';

const DATABASE_URL = 'postgresql://app@localhost:5432/app';

test('only a database address is required', () => {
  expect(loadConfig({ DATABASE_URL })).toMatchObject({ DATABASE_URL, PORT: 3000, LOG_LEVEL: 'info' });
});

test('all invalid variables are named together', () => {
  const wrong = { DATABASE_URL: 'mysql://localhost', PORT: '70000', LOG_LEVEL: 'loud' };
  expect(() => loadConfig(wrong)).toThrow(/DATABASE_URL: .*\n.*PORT: .*\n.*LOG_LEVEL: /);
});

test('no value is printed', () => {
  expect(() => loadConfig({ DATABASE_URL: 'secret-value', LOG_LEVEL: 'secret-value' })).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('secret-value') }),
  );
});

test('an empty variable counts as missing', () => {
  expect(loadConfig({ DATABASE_URL, PORT: '' }).PORT).toBe(3000);
  expect(() => loadConfig({ DATABASE_URL: '' })).toThrow('DATABASE_URL');
});

test.each([
  [{ DATABASE_AUTH: 'iam' }, 'DATABASE_TLS: must be rds or system when DATABASE_AUTH is iam'],
  [{ DATABASE_AUTH: 'iam' }, 'AWS_REGION: is required when DATABASE_AUTH is iam'],
  [
    { DATABASE_AUTH: 'iam', DATABASE_URL: 'postgresql://localhost/app' },
    'DATABASE_URL: must name a role when DATABASE_AUTH is iam',
  ],
  [{ DATABASE_AUTH: 'kerberos' }, 'DATABASE_AUTH: '],
  [{ DATABASE_TLS: 'on' }, 'DATABASE_TLS: '],
  [{ MIGRATE_ON_START: 'perhaps' }, 'MIGRATE_ON_START: must be true or false'],
  [{ DATABASE_SERVICE_ROLE: 'app' }, 'DATABASE_SERVICE_ROLE: must not be the role in DATABASE_URL'],
  [{ SENTRY_DSN: 'secret-value' }, 'SENTRY_DSN: must be a DSN such as https://'],
])('%j is rejected', (environment, sentence) => {
  expect(() => loadConfig({ DATABASE_URL, ...environment })).toThrow(sentence);
});

test.each([
  'Service',
  'two words',
  'a"; DROP ROLE app; --',
  'pg_reader',
  'public',
  'none',
  '1st',
  'r'.repeat(64),
])('the role of the service cannot be %s', DATABASE_SERVICE_ROLE => {
  expect(() => loadConfig({ DATABASE_URL, DATABASE_SERVICE_ROLE })).toThrow('DATABASE_SERVICE_ROLE: must be');
});

test.each([
  ['true', true],
  ['false', false],
])('MIGRATE_ON_START can be %s', (MIGRATE_ON_START, expected) => {
  expect(loadConfig({ DATABASE_URL, MIGRATE_ON_START }).MIGRATE_ON_START).toBe(expected);
});

test('the README explains the variables of the schema', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const explained = [...readme.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name);
  expect(explained).toEqual(Object.keys(configSchema.shape));
});

test('.env.example can be copied as it is: without a DATABASE_URL, `npm run dev` starts a database', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  expect(parseEnv(example)).toEqual({});
});

test('.env.example lists the variables of the schema with their defaults', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const uncommented = parseEnv(example.replace(/^# (?=[A-Z_]+=)/gm, ''));
  expect(Object.keys(uncommented).sort()).toEqual(Object.keys(configSchema.shape).sort());
  expect(loadConfig(uncommented)).toEqual(loadConfig({ DATABASE_URL: uncommented.DATABASE_URL }));
});
