import { expect, test } from 'vitest';
import { lintExample } from '../examples.fixture.ts';
import { actionInput } from './actionInput.ts';
import { knownAction } from './knownAction.ts';

const found = (step: string, action = {}) =>
  lintExample(`steps: [${step}]\n`, { rules: [actionInput, knownAction], ...action });

const quotes: [input: string, text: string][] = [
  ["{ active: 'false', repoUrl: a, webhookUrl: b }", 'false'],
  ['{ active: true, repoUrl: 12, webhookUrl: b }', "'12'"],
];

test.each(quotes)('%s is fixed with %s', async (input, text) => {
  const [diagnostic] = await found(`{ id: a, action: github:webhook, input: ${input} }`);
  expect(diagnostic?.edits?.map(edit => edit.text)).toEqual([text]);
});

test('the report of a value that matches no alternative lists all of them', async () => {
  const [diagnostic, second] = await found('{ id: a, action: debug:log, input: { listWorkspace: 3 } }');
  expect(diagnostic?.fix).toBe('Write true or false or with-filenames or with-contents.');
  expect(second).toBeUndefined();
});

test('an unknown input of an open schema is reported as having no effect', async () => {
  const actions = [
    { id: 'x:y', schema: { input: { type: 'object', properties: { url: { type: 'string' } } } } },
  ];
  const [diagnostic] = await found('{ id: a, action: x:y, input: { urls: b } }', { actions });
  expect(diagnostic).toMatchObject({ severity: 'warning', fix: 'Write url.' });
});

test.each([{}, { additionalProperties: true }, { anyOf: [{}] }, { patternProperties: { '.': {} } }])(
  'a schema without a closed list of inputs accepts any: %j',
  async schema => {
    const properties = Object.keys(schema).length > 0 ? { properties: { url: {} } } : {};
    const actions = [{ id: 'x:y', schema: { input: { type: 'object', ...properties, ...schema } } }];
    expect(await found('{ id: a, action: x:y, input: { urls: b } }', { actions })).toEqual([]);
  },
);

test('the list of actions of a portal is complete', async () => {
  const actions = [{ id: 'publish:gitlab' }];
  const [diagnostic] = await found('{ id: a, action: publish:github }', { actions });
  expect(diagnostic).toMatchObject({ rule: 'known-action', severity: 'error' });
  expect(diagnostic?.edits).toBeUndefined();
});
