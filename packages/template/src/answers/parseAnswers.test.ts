import { expect, test } from 'vitest';
import { AnswersError } from '../errors.ts';
import { parseAnswers } from './parseAnswers.ts';

function refusalOf(text: string): unknown {
  try {
    return parseAnswers(text);
  } catch (error) {
    return error instanceof AnswersError ? error.problems : error;
  }
}

test('a file is parsed into answers', () => {
  expect(parseAnswers('name: a\nreplicas: 2\n').answers).toEqual({ name: 'a', replicas: 2 });
});

test('a problem gets the line of its answer, a missing answer the first line, in order', () => {
  const { locate } = parseAnswers('a: 1\n\nb: 2\n');
  const problems = [
    { field: 'b', message: 'x' },
    { field: 'c', message: 'y' },
  ];
  expect(locate(problems).map(({ field, line }) => [field, line])).toEqual([
    ['c', 1],
    ['b', 3],
  ]);
});

test('an empty file has no answers', () => {
  expect(parseAnswers('').answers).toBeNull();
});

test('a file that is not YAML is refused with the line', () => {
  expect(refusalOf('a: 1\nb: "open\n')).toMatchObject([{ field: 'answers', line: 3 }]);
});

test('a field that is answered twice is refused with the line', () => {
  expect(refusalOf('a: 1\na: 2\n')).toMatchObject([
    { message: expect.stringContaining('unique') as string, line: 2 },
  ]);
});

test('a second document is refused', () => {
  expect(refusalOf('a: 1\n---\na: 2\n')).toMatchObject([
    { message: expect.stringContaining('second document') as string },
  ]);
});
