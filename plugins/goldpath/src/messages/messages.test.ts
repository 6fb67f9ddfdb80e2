import { expect, test } from 'vitest';
import { en } from './en.ts';
import ko from './ko.ts';

type Key = keyof typeof en;
const keys = Object.keys(en) as Key[];
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
const korean = Object.values(ko).filter(text => text !== null);

test('every text has a Korean one with the same placeholders', () => {
  const wanted = keys.filter(key => !key.endsWith('_one')).map(key => [key, placeholders(en[key])]);
  expect(wanted.map(([key]) => [key, placeholders(ko[key as Key] ?? 'none')])).toEqual(wanted);
  expect(wanted.filter(([key]) => !ko[key as Key])).toEqual([]);
});

test('texts of one thing have no Korean form of their own', () => {
  expect(keys.filter(key => key.endsWith('_one') && ko[key] !== null)).toEqual([]);
});

test('Korean sentences are in the formal polite style', () => {
  const sentences = korean
    .flatMap(text => text.split(/(?<=\.)(?:\s|$)/))
    .filter(text => /[가-힣]\.$/.test(text));
  expect(sentences.filter(sentence => !/(니다|세요)\.$/.test(sentence))).toEqual([]);
});

test('only names, places and formats are the same in Korean', () => {
  expect(korean.filter(text => !/[가-힣]/.test(text))).toEqual([
    'README',
    '{{title}} ({{number}})',
    '{{time, datetime(dateStyle: medium)}}',
    '{{time, datetime(dateStyle: medium; timeStyle: short)}}',
  ]);
});
