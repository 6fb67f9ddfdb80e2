'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { guestService } from '../api/client.ts';
import { type FormState, refused, sendForm } from '../forms/formState.ts';
import { readText } from '../forms/readText.ts';
import { chooseLocale, LOCALE_COOKIE } from '../i18n/locale.ts';
import { ACCESS_COOKIE, REFRESH_COOKIE, sessionCookies, type Tokens } from './cookies.ts';
import { rememberChoice } from './rememberChoice.ts';
import { returnPath } from './returnPath.ts';

async function openSession(form: FormData, tokens: Tokens): Promise<never> {
  const store = await cookies();
  for (const cookie of sessionCookies(tokens)) store.set(cookie);
  redirect(returnPath(form.get('next')));
}

/** Opens a session for an account, and returns to the page that asked for it. */
export async function signIn(_before: FormState, form: FormData): Promise<FormState> {
  return sendForm(form, async () => {
    const body = { email: readText(form, 'email'), password: readText(form, 'password') };
    const result = await guestService().POST('/v1/auth/login', { body });
    return result.data ? openSession(form, result.data) : refused(form, result);
  });
}

/** Creates an account and opens its first session. */
export async function signUp(_before: FormState, form: FormData): Promise<FormState> {
  return sendForm(form, async () => {
    const body = {
      email: readText(form, 'email'),
      name: readText(form, 'name'),
      password: readText(form, 'password'),
    };
    const result = await guestService().POST('/v1/auth/register', { body });
    return result.data ? openSession(form, result.data) : refused(form, result);
  });
}

/** Ends the session, at the service and in the browser. */
export async function signOut(): Promise<void> {
  const store = await cookies();
  const refreshToken = store.get(REFRESH_COOKIE)?.value;
  store.delete(ACCESS_COOKIE);
  store.delete(REFRESH_COOKIE);
  if (refreshToken !== undefined) await guestService().POST('/v1/auth/logout', { body: { refreshToken } });
  redirect('/');
}

/** Remembers the language of the pages. */
export async function chooseLanguage(form: FormData): Promise<void> {
  await rememberChoice(LOCALE_COOKIE, chooseLocale(readText(form, 'locale'), null));
}
