'use server';

import { readText } from '../forms/readText.ts';
import { rememberChoice } from '../session/rememberChoice.ts';
import { readTheme, THEME_COOKIE } from './theme.ts';

/** Remembers the theme of the pages. */
export async function chooseTheme(form: FormData): Promise<void> {
  await rememberChoice(THEME_COOKIE, readTheme(readText(form, 'theme')));
}
