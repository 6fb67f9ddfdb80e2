import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { configSchema, loadConfig } from './config.ts';

const DATABASE_URL = 'postgresql://app@localhost:5432/app';

test('a database address is all that is needed', () => {
  expect(loadConfig({ DATABASE_URL })).toMatchObject({ DATABASE_URL, PORT: 3000, LOG_LEVEL: 'info' });
});

test('every wrong variable is named at once', () => {
  const wrong = { DATABASE_URL: 'mysql://localhost', PORT: '70000', LOG_LEVEL: 'loud' };
  expect(() => loadConfig(wrong)).toThrow(/DATABASE_URL: .*\n.*PORT: .*\n.*LOG_LEVEL: /);
});

test('no value is printed', () => {
  expect(() => loadConfig({ DATABASE_URL: 'secret-value', LOG_LEVEL: 'secret-value' })).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('secret-value') }),
  );
});

test('an empty variable counts as a missing one', () => {
  expect(loadConfig({ DATABASE_URL, PORT: '' }).PORT).toBe(3000);
  expect(() => loadConfig({ DATABASE_URL: '' })).toThrow('DATABASE_URL');
});

test('.env.example lists the variables of the schema with their defaults', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const uncommented = parseEnv(example.replace(/^# (?=[A-Z_]+=)/gm, ''));
  expect(Object.keys(uncommented).sort()).toEqual(Object.keys(configSchema.shape).sort());
  expect(loadConfig(uncommented)).toEqual(loadConfig({ DATABASE_URL: uncommented.DATABASE_URL }));
});
