import { expect, test } from 'vitest';
import { named, onlyWord, withWord } from './commandWords.ts';

const checks = [{ title: 'lint' }, { title: 'types' }, { title: 'types of infra' }];

test('a word selects the items whose title contains it', () => {
  expect(withWord(checks, 'types', 'checks').map(({ title }) => title)).toEqual(['types', 'types of infra']);
});

test('without a word, every item is selected', () => {
  expect(withWord(checks, undefined, 'checks')).toEqual(checks);
});

test('a word that no title contains is refused with the titles', () => {
  expect(() => withWord(checks, 'nope', 'checks')).toThrow(
    "No title of the checks contains 'nope'. The checks are:\n  lint\n  types\n  types of infra",
  );
});

test.each([
  [[], undefined],
  [['lint'], 'lint'],
])('the word of %j is %j', (args, word) => {
  expect(onlyWord(args, 'npm test [word]')).toBe(word);
});

test('a second word is refused with the usage', () => {
  expect(() => onlyWord(['lint', 'types'], 'npm test [word]')).toThrow(
    "Unknown argument 'types'. Usage: npm test [word]",
  );
});

test('an entry of a table is returned by its name', () => {
  expect(named({ service: 1 }, 'service', 'image')).toBe(1);
});

test.each(['nope', 'toString', '__proto__', ''])('the name %j is refused with the known names', name => {
  expect(() => named({ service: 1, portal: 2 }, name, 'image')).toThrow(
    `Unknown image '${name}'; choose one of: service, portal.`,
  );
});
