import { expect, test } from 'vitest';
import { en } from './en.ts';
import ko from './ko.ts';

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
const keys = Object.keys(en) as (keyof typeof en)[];

test('every text has a Korean one with the same placeholders', () => {
  const wanted = keys.map(key => [key, placeholders(en[key])]);
  expect(keys.map(key => [key, placeholders(ko[key])])).toEqual(wanted);
  expect(keys.filter(key => !/[가-힣]/.test(ko[key]))).toEqual(['page.apis']);
});
