import { expect, test } from 'vitest';
import { sessionCookies } from './cookies.ts';

const tokens = { accessToken: 'at', refreshToken: 'rt', expiresIn: 900 };

test('no script of a page can read a token', () => {
  expect(sessionCookies(tokens)).toMatchObject([
    { value: 'at', httpOnly: true, sameSite: 'lax' },
    { value: 'rt', httpOnly: true, sameSite: 'lax' },
  ]);
});

test("the access token's cookie ends before the token", () => {
  expect(sessionCookies(tokens)[0]?.maxAge).toBeLessThan(900);
});

test('a token that expires at once has a cookie that ends', () => {
  expect(sessionCookies({ ...tokens, expiresIn: 0 })[0]?.maxAge).toBe(1);
});
