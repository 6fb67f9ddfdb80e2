import { expect, test } from 'vitest';
import { mergeForm } from '../read/mergeForm.ts';
import { askedAnswers } from './askedAnswers.ts';

const onGithub = { required: ['destination'], properties: { destination: { const: 'github' } } };
const page = {
  properties: { destination: { type: 'string' }, pipeline: { type: 'string' } },
  if: onGithub,
  then: { properties: { repoUrl: { type: 'string' }, pipeline: { const: 'github' } } },
  else: { properties: { folder: { type: 'string' } } },
};

function asked(answers: Record<string, string>, form: object = page): Record<string, unknown> {
  const { schema } = mergeForm({ spec: { parameters: [form] } }, []);
  return askedAnswers({ answersSchema: schema }, answers);
}

const all = { repoUrl: 'github.com?owner=a&repo=b', folder: 'here', pipeline: 'gitlab' };

test('the answers of the selected branch are asked for', () => {
  const { folder: _hidden, ...github } = { ...all, destination: 'github' };
  expect(asked({ ...github, folder: 'here' })).toEqual(github);
});

test('an answer of the branch that is not selected is not asked for', () => {
  const { repoUrl: _hidden, ...local } = { ...all, destination: 'local' };
  expect(asked({ ...local, repoUrl: 'left behind' })).toEqual(local);
});

test.each([
  ['allOf', { allOf: [{ properties: { repoUrl: { type: 'string' } } }] }],
  ['dependencies', { dependencies: { pipeline: { properties: { repoUrl: { type: 'string' } } } } }],
])('a field in %s is asked for', (_keyword, form) => {
  const answers = { pipeline: 'github', repoUrl: 'a' };
  const properties = { pipeline: { type: 'string' } };
  expect(asked(answers, { properties, ...form })).toEqual(answers);
});

const options = [
  { properties: { destination: { const: 'github' }, repoUrl: { type: 'string' } } },
  { properties: { destination: { const: 'local' }, folder: { type: 'string' } } },
];

test.each([
  ['oneOf', { oneOf: options }],
  ['anyOf', { anyOf: options }],
  ['oneOf in dependencies', { dependencies: { destination: { oneOf: options } } }],
  ['oneOf in allOf', { allOf: [{ oneOf: options }] }],
])('an answer of an option of %s that the answers do not select is not asked for', (_keyword, form) => {
  const properties = { destination: { type: 'string' } };
  const answers = { destination: 'local', folder: 'here', repoUrl: 'left behind' };
  expect(asked(answers, { properties, ...form })).toEqual({ destination: 'local', folder: 'here' });
});

test('a field that depends on a missing answer is not asked for', () => {
  const properties = { pipeline: { type: 'string' } };
  const form = { properties, dependencies: { pipeline: { properties: { repoUrl: { type: 'string' } } } } };
  expect(asked({ repoUrl: 'left behind' }, form)).toEqual({});
});
