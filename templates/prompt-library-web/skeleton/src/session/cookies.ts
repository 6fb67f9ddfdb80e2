import type { components } from '../api/schema.d.ts';

export type Tokens = components['schemas']['Tokens'];

/** The names of the cookies that hold the tokens of a session. No script of a page can read them. */
export const ACCESS_COOKIE = 'access';
export const REFRESH_COOKIE = 'refresh';

/** Seconds that a session of the service lasts without use. */
const SESSION_SECONDS = 30 * 24 * 3600;

/** Seconds before its end at which an access token is renewed, so that it does not expire on its way. */
const MARGIN_SECONDS = 60;

const options = {
  httpOnly: true,
  sameSite: 'lax',
  // browsers accept it from http://localhost as well
  secure: process.env.NODE_ENV === 'production',
  path: '/',
} as const;

/** The cookies for the tokens of a session. The access token's ends with it, which is how its expiry is noticed. */
export function sessionCookies({ accessToken, refreshToken, expiresIn }: Tokens) {
  const maxAge = Math.max(1, expiresIn - MARGIN_SECONDS);
  return [
    { ...options, name: ACCESS_COOKIE, value: accessToken, maxAge },
    { ...options, name: REFRESH_COOKIE, value: refreshToken, maxAge: SESSION_SECONDS },
  ];
}
