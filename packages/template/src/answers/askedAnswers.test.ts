import { expect, test } from 'vitest';
import { mergeForm } from '../read/form.ts';
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
  expect(asked({ repoUrl: 'a' }, form)).toEqual({ repoUrl: 'a' });
});
