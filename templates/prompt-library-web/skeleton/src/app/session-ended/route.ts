import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { ACCESS_COOKIE, REFRESH_COOKIE } from '../../session/cookies.ts';

/** Removes the cookies of a session that the service has ended, which a page cannot do while it renders. */
export async function GET(): Promise<never> {
  const store = await cookies();
  store.delete(ACCESS_COOKIE);
  store.delete(REFRESH_COOKIE);
  redirect('/sign-in?ended');
}
