import { expect, test } from 'vitest';
import { ActionsError, parseActions } from './parseActions.ts';

test('a saved response is a list of actions', () => {
  const actions = [{ id: 'acme:greet', schema: { input: { type: 'object' } } }];
  expect(parseActions(`\uFEFF${JSON.stringify(actions)}`)).toEqual(actions);
});

test.each([
  ['[', /^is not JSON \(.*\); expected a saved response of GET /],
  ['{ "error": "Unauthorized" }', /^the content is an object, but must be a list; expected /],
  ['[]', /^the content must NOT have fewer than 1 items; /],
  ['[{ "id": "a" }, { "name": "b" }]', /^1\.id is missing; /],
  ['[{ "id": "a", "schema": { "input": [] } }]', /^0\.schema\.input is a list, but must be an object; /],
])('%s is not the response of a portal', (text, message) => {
  expect(() => parseActions(text)).toThrow(ActionsError);
  expect(() => parseActions(text)).toThrow(message);
});
