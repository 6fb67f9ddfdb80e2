import { expect, test } from 'vitest';
import { readConfig } from './config';

const read = (values: Record<string, string>) =>
  readConfig({ name: 'web', get: (key: string) => values[key] } as Parameters<typeof readConfig>[0]);

test('nothing has to be set before the first deployment', () => {
  const unset = { domain: undefined, serviceUrl: undefined, previewServiceUrl: undefined };
  expect(read({ domain: '', serviceUrl: '', previewServiceUrl: '' })).toEqual(unset);
});

test('valid values are read', () => {
  const values = {
    domain: 'prompts.example.com',
    serviceUrl: 'https://api.example.com',
    previewServiceUrl: 'https://api.example.com:8443',
  };
  expect(read(values)).toEqual(values);
});

test.each([
  ['domain', 'https://prompts.example.com'],
  ['domain', 'localhost'],
  ['serviceUrl', 'http://api.example.com'],
  ['serviceUrl', 'https://api.example.com/v1'],
  ['previewServiceUrl', 'api.example.com'],
])('web:%s cannot be %s', (key, value) => {
  expect(() => read({ [key]: value })).toThrow(`web:${key} is "${value}"; it must be `);
});
