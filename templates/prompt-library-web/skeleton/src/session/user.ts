import 'server-only';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { service } from '../api/client.ts';
import { dataOf, problemOf } from '../api/problem.ts';
import type { components } from '../api/schema.d.ts';
import { ACCESS_COOKIE } from './cookies.ts';

export type User = components['schemas']['User'];

/** The signed-in user; undefined for a guest. Asks the service once per page. */
export const currentUser = cache(async (): Promise<User | undefined> => {
  if (!(await cookies()).has(ACCESS_COOKIE)) return undefined;
  const result = await (await service()).GET('/v1/me');
  // another device has ended the session, for instance by a new password
  if (!result.response.ok && problemOf(result).code === 'invalid_token') redirect('/session-ended');
  return dataOf(result);
});

/**
 * The signed-in user. A guest is sent to the sign-in page, and returns from there.
 *
 * @param returnTo - the path of the page
 */
export async function requireUser(returnTo: string): Promise<User> {
  const user = await currentUser();
  return user ?? redirect(`/sign-in?next=${encodeURIComponent(returnTo)}`);
}
