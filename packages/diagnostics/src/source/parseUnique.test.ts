import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { parseUnique } from './parseUnique.ts';

test.each([
  ['a block', 'a: 1\nb: 2\na: 3\n'],
  ['a flow', '{ a: 1, b: { c: 1, c: 2 }, a }'],
  ['three equal keys', 'a: 1\na: 2\na: 3\n'],
  ['a list', '- a: 1\n- { a: 1, a: 2 }\n'],
  ['different quotes', 'a: 1\n"a": 2\n'],
  ['an anchor and a tag', 'a: 1\n&x a: 2\n!!str a: 3\n'],
  ['an explicit key', '? a\n: 1\n? a\n: 2\n'],
  ['a map as a key', '? { a: 1, a: 2 }\n: 1\n'],
  ['numbers', '16: a\n0x10: b\n'],
  ['an empty key', ': a\nb: c\n: d\n'],
  ['merge keys', 'a: &a { b: 1 }\nc: { <<: *a, <<: *a }\n'],
  ['a set', '!!set { a, b, a }'],
  ['several documents', 'a: 1\n---\na: 1\na: 2\n---\nb: 1\nb: 2\n'],
  ['a value that is not closed', 'a: 1\na: 2\nb: [\n'],
  ['equal values', 'a: x\nb: x\n'],
  ['a number and a string', '1: a\n"1": b\n'],
  ['maps as keys', '? { a: 1 }\n: 1\n? { a: 1 }\n: 2\n'],
  ['an alias as a key', 'a: &a b\n*a : 1\nb: 2\n'],
])('%s: the errors are those of the parser', (_what, text) => {
  const errorsOf = ({ errors }: { errors: readonly Error[] }) => errors.map(error => ({ ...error }));
  const expected = [...parseAllDocuments(text, { prettyErrors: false, logLevel: 'error' })];
  expect(parseUnique(text).map(errorsOf)).toEqual(expected.map(errorsOf));
});
