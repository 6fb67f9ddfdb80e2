import { expect, test } from 'vitest';
import { subjectProblem } from './commitSubject.mjs';

test.each([
  'policies: Check the zones of databases',
  'template-lint: Report steps without an id\n\nA body of any length.\n',
  '\n# Please enter the commit message\ncli: Print the version\n',
  'Merge branch "main"',
  'Revert "cli: Print the version"',
  'fixup! cli: Print the version',
])('%j is accepted', message => {
  expect(subjectProblem(message)).toBeUndefined();
});

test.each([
  ['', 'empty'],
  ['# only a comment\n', 'empty'],
  ['Check the zones of databases', 'no scope'],
  ['Policies: Check the zones', 'no scope'],
  ['policies: check the zones', 'capital letter'],
  ['policies: Check the zones.', 'period'],
  [`policies: ${'Check '.repeat(12)}`, 'characters; use at most 72'],
])('%j is rejected', (message, problem) => {
  expect(subjectProblem(message)).toContain(problem);
});

test('the length of a subject is counted in characters', () => {
  expect(subjectProblem(`docs: ${'É'.repeat(66)}`)).toBeUndefined();
});
