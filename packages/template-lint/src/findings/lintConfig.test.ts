import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { lintRules } from '../lintRules.ts';
import { lintExample } from '../rules/examples.fixture.ts';
import { type LintConfig, lintConfigSchema, parseLintConfig } from './lintConfig.ts';

const schema = path.resolve(import.meta.dirname, '../../../../docs/lint-config.schema.json');

test('the schema for editors is up to date (run with -u to renew)', async () => {
  const style = await resolveConfig(schema);
  const text = await format(JSON.stringify(lintConfigSchema(lintRules)), { ...style, parser: 'json' });
  await expect(text).toMatchFileSnapshot(schema);
});

test.each([
  ['rules: { include: off, skeleton-url: warning }', { include: 'off', 'skeleton-url': 'warning' }],
  ['', {}],
  ['# nothing yet\n', {}],
])('%j is a configuration', (text, rules) => {
  expect(parseLintConfig(text, lintRules)).toEqual({ rules });
});

test.each([
  ['rules: { inclde: off }', /^rules\.inclde is not a known key; did you mean "include"\?$/],
  [
    'rules: { include: info }',
    /^rules\.include is "info", which is not a choice; choose one of off, warning, error$/,
  ],
  ['rule: {}', /^rule is not a known key/],
  ['rules: [', /^line \d+: /],
])('%j is not a configuration', (text, message) => {
  expect(() => parseLintConfig(text, lintRules)).toThrow(message);
});

const broken = `steps:
  - { id: a, action: debug:log, input: { message: '\${{ parameters.x }}' } }
  - { id: b, action: acme:unknown, input: {} }
`;

test('a rule that is off reports nothing, also what cannot be determined', async () => {
  const all = await lintExample(broken);
  expect(all.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
    'undeclared-parameter error',
    'known-action unknown',
  ]);
  expect(
    await lintExample(broken, { levels: { 'undeclared-parameter': 'off', 'known-action': 'off' } }),
  ).toEqual([]);
});

test('a severity replaces that of a rule, but not unknown', async () => {
  const levels = { 'undeclared-parameter': 'warning', 'known-action': 'error' } as const;
  const found = await lintExample(broken, { levels });
  expect(found.map(({ severity }) => severity)).toEqual(['warning', 'unknown']);
});

test('a comment that ignores a rule which is off is not unused', async () => {
  const text = broken.replace('steps:', '# goldpath-lint-ignore-file include -- accepted\nsteps:');
  const rules = async (levels: LintConfig['rules']) =>
    (await lintExample(text, { levels })).map(({ rule }) => rule);
  expect(await rules({})).toContain('ignore-comment');
  expect(await rules({ include: 'off' })).not.toContain('ignore-comment');
});
