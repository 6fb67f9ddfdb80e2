import 'server-only';
import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { chooseLocale, LOCALE_COOKIE, textsOf } from './locale.ts';

/** The language of the request. */
export const currentLocale = cache(async () =>
  chooseLocale((await cookies()).get(LOCALE_COOKIE)?.value, (await headers()).get('accept-language')),
);

/** The texts in the language of the request. */
export const currentTexts = async () => textsOf(await currentLocale());
