import { beforeEach, expect, test } from 'vitest';
import { loadTemplate } from '../read/loadTemplate.ts';
import type { Template } from '../template.ts';
import { folderOf } from '@goldpath/files/testing';
import { tinyTemplate } from '../testing/tinyTemplate.ts';
import { validateAnswers } from './validateAnswers.ts';

const valid = { name: 'desk', owner: 'a team', replicas: 1 };
let template: Template;

beforeEach(async () => {
  template = await loadTemplate(await folderOf(tinyTemplate));
});

const problemsOf = (answers: object) =>
  validateAnswers(template, { ...valid, ...answers }).map(({ field, message }) => `${field} ${message}`);

test('valid answers have no problem', () => {
  expect(problemsOf({})).toEqual([]);
});

test('an answer that only publishes may be left out', () => {
  expect(problemsOf({ destination: undefined })).toEqual([]);
});

test('every problem is reported at once, one for each field', () => {
  const fields = validateAnswers(template, { name: 'A B', replicas: 0, colour: 'red' }).map(
    ({ field }) => field,
  );
  expect(fields.sort()).toEqual(['colour', 'name', 'owner', 'replicas']);
});

test.each([
  [{ name: 'Desk' }, 'name may hold lower-case letters'],
  [{ name: 'a b' }, 'name may hold lower-case letters'],
  [{ name: 'a/b' }, 'name may hold lower-case letters'],
  [{ name: 'goldpath' }, 'name is the reserved word "goldpath"'],
  [{ name: 'a'.repeat(200) }, 'name is too long'],
  [{ name: 'A'.repeat(200) }, 'name is too long'],
  [{ owner: '👩'.repeat(41) }, 'owner has 41 characters; at most 40 are allowed; shorten it'],
  [{ name: 'ab' }, 'name has 2 characters; at least 3 are required; extend it'],
  [{ name: 5 }, 'name is a number, but must be a string; put it in quotes'],
  [{ name: null }, 'name is empty, but must be a string; it must be: Name'],
  [{ owner: undefined }, 'owner is missing; add it'],
  [{ replicas: 0 }, 'replicas must be >= 1; correct it'],
  [{ replicas: '2' }, 'replicas is a string, but must be an integer; correct it'],
  [{ destination: 'githb' }, 'destination is "githb", which is not a choice; choose one of local, github'],
  [{ nmae: 'x' }, 'nmae is not a known key; did you mean "name"?'],
  [{ colour: 'red' }, 'colour is not a known key; use one of name, owner, replicas, destination, repoUrl'],
  [{ destination: 'github' }, 'repoUrl is missing; add it'],
  [{ name: 'nul' }, 'name is "nul", which Windows reserves for a device; choose another name'],
  [
    { repoUrl: 'github.com?owner=acme&repo=aux.js' },
    'repoUrl is "aux.js", which Windows reserves for a device; choose another name',
  ],
])('%j: %s', (answers, problem) => {
  expect(problemsOf(answers)).toEqual([problem]);
});

test('the closest choice of a long list is suggested', () => {
  const regions = ['eu-central-1', 'eu-west-1', ...'abcdefgh'];
  const long = { answersSchema: { properties: { region: { enum: regions } } } };
  expect(validateAnswers(long, { region: 'eu-west-l' })[0]?.message).toBe(
    'is "eu-west-l", which is not a choice; the closest of 10 choices is eu-west-1',
  );
});

test.each([null, 'text', ['a'], 7])('%j is not a list of fields', answers => {
  expect(validateAnswers(template, answers)).toEqual([
    {
      field: 'answers',
      message: 'are not a list of fields; write one line for each, such as "name: my-service"',
    },
  ]);
});
