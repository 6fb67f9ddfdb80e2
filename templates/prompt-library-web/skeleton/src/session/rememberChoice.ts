import 'server-only';
import { revalidatePath } from 'next/cache';
import { cookies } from 'next/headers';

/** Remembers what a user has chosen for all pages in a cookie, for a year, and shows the page with it. */
export async function rememberChoice(name: string, value: string): Promise<void> {
  (await cookies()).set(name, value, { path: '/', maxAge: 365 * 24 * 3600, sameSite: 'lax' });
  revalidatePath('/', 'layout');
}
