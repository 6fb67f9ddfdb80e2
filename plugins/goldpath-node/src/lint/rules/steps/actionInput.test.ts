import { expect, test } from 'vitest';
import { lintExample } from '../examples.fixture.ts';
import { actionInput } from './actionInput.ts';
import { knownAction } from './knownAction.ts';

const found = (step: string, action = {}) =>
  lintExample(`steps: [${step}]\n`, { rules: [actionInput, knownAction], ...action });

const retyped: [input: string, text: string][] = [
  ["{ active: 'false', repoUrl: a, webhookUrl: b }", 'false'],
  ['{ active: true, repoUrl: 12, webhookUrl: b }', "'12'"],
];

test.each(retyped)('%s is mended with %s', async (input, text) => {
  const [finding] = await found(`{ id: a, action: github:webhook, input: ${input} }`);
  expect(finding?.edits?.map(edit => edit.text)).toEqual([text]);
});

test('a value that fits no branch is told what each of them takes', async () => {
  const [finding, second] = await found('{ id: a, action: debug:log, input: { listWorkspace: 3 } }');
  expect(finding?.fix).toBe('Write true or false or with-filenames or with-contents.');
  expect(second).toBeUndefined();
});

test('an input that an open schema lets pass is known to have no effect', async () => {
  const actions = [
    { id: 'x:y', schema: { input: { type: 'object', properties: { url: { type: 'string' } } } } },
  ];
  const [finding] = await found('{ id: a, action: x:y, input: { urls: b } }', { actions });
  expect(finding).toMatchObject({ severity: 'warning', fix: 'Write url.' });
});

test.each([{}, { additionalProperties: true }, { anyOf: [{}] }, { patternProperties: { '.': {} } }])(
  'a schema that names no inputs takes any: %j',
  async schema => {
    const properties = Object.keys(schema).length > 0 ? { properties: { url: {} } } : {};
    const actions = [{ id: 'x:y', schema: { input: { type: 'object', ...properties, ...schema } } }];
    expect(await found('{ id: a, action: x:y, input: { urls: b } }', { actions })).toEqual([]);
  },
);

test('of the portal that was asked every action is known', async () => {
  const actions = [{ id: 'publish:gitlab' }];
  const [finding] = await found('{ id: a, action: publish:github }', { actions });
  expect(finding).toMatchObject({ rule: 'known-action', severity: 'error' });
  expect(finding?.edits).toBeUndefined();
});
