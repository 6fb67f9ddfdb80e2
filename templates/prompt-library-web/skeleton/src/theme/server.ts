import 'server-only';
import { cookies } from 'next/headers';
import { readTheme, THEME_COOKIE } from './theme.ts';

/** The theme of the request. The server knows it before the page is sent, so that no page changes its colors while it is loaded. */
export const currentTheme = async () => readTheme((await cookies()).get(THEME_COOKIE)?.value);
