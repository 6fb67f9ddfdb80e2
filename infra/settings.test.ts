import { expect, test } from 'vitest';
import { problemsOf } from './settings.ts';

const complete = {
  'portal:githubClientId': 'Iv1.0123456789abcdef',
  'portal:githubClientSecret': 'a-secret',
  'portal:githubToken': 'a-token',
  'portal:platformRepository': 'acme/goldpath',
  'portal:codeOwners': '@acme/platform',
};

test.each([complete, {}, { 'portal:githubToken': 'a-token' }])('%j is valid', values => {
  expect(problemsOf(values)).toEqual([]);
});

test.each([
  ['portal:platformRepository', 'https://github.com/acme/goldpath'],
  ['portal:codeOwners', 'platform team'],
  ['portal:githubClientId', 'two words'],
])('%s is not valid as %j, and the sentence says what it must be', (key, value) => {
  const [problem, ...others] = problemsOf({ ...complete, [key]: value });
  expect(others).toEqual([]);
  expect(problem).toMatch(`${key} is '${value}'; it must be the `);
});

test('the value of a secret is not shown', () => {
  const [problem] = problemsOf({ ...complete, 'portal:githubToken': 'two words' });
  expect(problem).toMatch(/^portal:githubToken is invalid; /);
  expect(problem).not.toContain('two words');
});

test('an unknown key is reported with the known ones', () => {
  const [problem] = problemsOf({ 'portal:codeowners': '@acme/platform' });
  expect(problem).toMatch(/^portal:codeowners is not a key of the portal; its keys are .*portal:codeOwners/);
});

test.each(['portal:githubClientId', 'portal:githubClientSecret'])(
  '%s is reported as missing when only the other is set',
  key => {
    expect(problemsOf({ ...complete, [key]: undefined })).toEqual([
      expect.stringMatching(`^${key} is missing; `),
    ]);
  },
);
