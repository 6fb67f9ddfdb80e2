import { en, type Texts } from './en.ts';
import { ko } from './ko.ts';

/** The languages of the pages. */
export const locales = ['en', 'ko'] as const;
export type Locale = (typeof locales)[number];

/** The cookie with the language that a user has chosen. */
export const LOCALE_COOKIE = 'locale';

const catalogs: Record<Locale, Texts> = { en, ko };

/** The texts of a language. */
export const textsOf = (locale: Locale): Texts => catalogs[locale];

const isLocale = (value: string | undefined): value is Locale => locales.some(one => one === value);

/**
 * The language of a page: the chosen one, otherwise the first of the browser's that the pages have.
 *
 * @param chosen - the value of the cookie
 * @param accepted - the header Accept-Language, whose languages browsers send in order of preference
 */
export function chooseLocale(chosen: string | undefined, accepted: string | null): Locale {
  if (isLocale(chosen)) return chosen;
  const languages = (accepted ?? '').split(',').map(entry => entry.trim().slice(0, 2).toLowerCase());
  return languages.find(isLocale) ?? 'en';
}
