import { type NextRequest, NextResponse } from 'next/server';
import { ACCESS_COOKIE, REFRESH_COOKIE, sessionCookies, type Tokens } from './session/cookies.ts';
import { contentSecurityPolicy } from './session/contentSecurityPolicy.ts';
import { renewSession } from './session/renew.ts';

/**
 * Runs before every page: renews the access token of a session that is about to expire, so that pages find a valid
 * one, and gives the page a content security policy with a nonce of its own.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const renewed = await renew(request);
  if (renewed === 'ended') {
    request.cookies.delete(REFRESH_COOKIE);
  } else if (renewed) {
    for (const { name, value } of sessionCookies(renewed)) request.cookies.set(name, value);
  }
  const policy = contentSecurityPolicy(crypto.randomUUID(), process.env.NODE_ENV === 'development');
  const headers = new Headers(request.headers);
  // Next.js reads the nonce of its scripts from here
  headers.set('Content-Security-Policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  if (renewed === 'ended') response.cookies.delete(REFRESH_COOKIE);
  else if (renewed) for (const cookie of sessionCookies(renewed)) response.cookies.set(cookie);
  return response;
}

/** New tokens when the access token has expired; `ended` when the service has ended the session. */
async function renew({ cookies }: NextRequest): Promise<Tokens | 'ended' | undefined> {
  const refreshToken = cookies.get(REFRESH_COOKIE)?.value;
  if (refreshToken === undefined || cookies.has(ACCESS_COOKIE)) return undefined;
  try {
    return (await renewSession(refreshToken)) ?? 'ended';
  } catch (error) {
    // the page reports a service that cannot be reached; the session may go on later
    console.error('The session cannot be renewed:', error);
    return undefined;
  }
}

export const config = { matcher: ['/((?!_next/static|_next/image|health|icon.svg).*)'] };
