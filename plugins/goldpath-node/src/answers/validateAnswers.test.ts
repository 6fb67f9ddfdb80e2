import { beforeEach, expect, test } from 'vitest';
import { loadTemplate } from '../template/loadTemplate.ts';
import type { Template } from '../template/template.ts';
import { folderOf } from '../testing/folder.ts';
import { tinyTemplate } from '../testing/tinyTemplate.ts';
import { validateAnswers } from './validateAnswers.ts';

const sound = { name: 'desk', owner: 'a team', replicas: 1 };
let template: Template;

beforeEach(async () => {
  template = await loadTemplate(await folderOf(tinyTemplate));
});

const problemsOf = (answers: object) =>
  validateAnswers(template, { ...sound, ...answers }).map(({ field, message }) => `${field} ${message}`);

test('sound answers have no problem', () => {
  expect(problemsOf({})).toEqual([]);
});

test('an answer that only publishes may be left out', () => {
  expect(problemsOf({ destination: undefined })).toEqual([]);
});

test('every problem is told at once, one for each field', () => {
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
  [{ owner: '👩'.repeat(41) }, 'owner has 41 characters; at most 40 are allowed'],
  [{ name: 'ab' }, 'name has 2 characters; at least 3 are needed'],
  [{ name: 5 }, 'name is a number, but must be text; put it in quotes'],
  [{ name: null }, 'name is empty, but must be text; put it in quotes'],
  [{ owner: undefined }, 'owner is missing; give it a value'],
  [{ replicas: 0 }, 'replicas must be >= 1'],
  [{ replicas: '2' }, 'replicas is a string, but must be of type integer'],
  [{ destination: 'githb' }, 'destination "githb" is no choice here; choose one of local, github'],
  [{ nmae: 'x' }, 'nmae is not asked by this template; did you mean "name"?'],
  [
    { colour: 'red' },
    'colour is not asked by this template; it asks for name, owner, replicas, destination, repoUrl',
  ],
  [{ destination: 'github' }, 'repoUrl is missing; give it a value'],
])('%j: %s', (answers, problem) => {
  expect(problemsOf(answers)).toEqual([problem]);
});

test('one choice of a long list is proposed', () => {
  const regions = ['eu-central-1', 'eu-west-1', ...'abcdefgh'];
  const long = { answersSchema: { properties: { region: { enum: regions } } } };
  expect(validateAnswers(long, { region: 'eu-west-l' })[0]?.message).toBe(
    '"eu-west-l" is no choice here; the nearest of 10 is eu-west-1',
  );
});

test.each([null, 'text', ['a'], 7])('%j is no list of fields', answers => {
  expect(validateAnswers(template, answers)).toEqual([
    { field: 'answers', message: 'are not a list of fields; write a line for each, like "name: my-service"' },
  ]);
});
