import { expect, test } from 'vitest';
import { partsOf, render, variablesOf } from './variables.ts';

test('variables are listed once, in order, with their first default', () => {
  expect(variablesOf('${Task} in ${language:English}: ${Task:x} ${언어 이름}')).toEqual([
    { name: 'Task', fallback: 'x' },
    { name: 'language', fallback: 'English' },
    { name: '언어 이름', fallback: null },
  ]);
});

test.each(['$name', '${}', '${user.name}', '${ a }', '{name}'])('%s is plain text', text => {
  expect(variablesOf(text)).toEqual([]);
  expect(partsOf(text)).toEqual([{ text }]);
});

test('values are inserted unchanged', () => {
  expect(render('${a} ${b:two} ${a}', new Map([['a', '$& ${b}']]))).toBe('$& ${b} two $& ${b}');
});

test('a variable without a value and without a default stays as it is written', () => {
  expect(render('Hi ${who}, ${constructor}', new Map([['who', '']]))).toBe('Hi ${who}, ${constructor}');
});
