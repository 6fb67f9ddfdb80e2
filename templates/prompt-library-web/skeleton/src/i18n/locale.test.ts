import { expect, test } from 'vitest';
import { en } from './en.ts';
import { ko } from './ko.ts';
import { chooseLocale } from './locale.ts';

test.each([
  ['ko', 'en-US,en', 'ko'],
  [undefined, 'ko-KR,ko;q=0.9,en;q=0.8', 'ko'],
  [undefined, 'fr-FR,fr;q=0.9,en;q=0.8,ko;q=0.7', 'en'],
  ['xx', 'KO', 'ko'],
  [undefined, 'fr', 'en'],
  [undefined, null, 'en'],
] as const)('the cookie %s and the header %s select %s', (cookie, header, locale) => {
  expect(chooseLocale(cookie, header)).toBe(locale);
});

/** The paths of all texts that are the same in both languages. */
function untranslated(one: object, other: object, path: string): string[] {
  return Object.entries(one).flatMap(([key, value]: [string, unknown]) => {
    const translated = (other as Record<string, unknown>)[key];
    const place = `${path}.${key}`;
    if (typeof value === 'object' && value !== null) return untranslated(value, translated as object, place);
    return value === translated ? [place] : [];
  });
}

test('every text is translated', () => {
  expect(untranslated(en, ko, '')).toEqual(['.account.pro', '.prompt.visibility.PRO']);
});
