import 'server-only';
import { cookies } from 'next/headers';
import createClient from 'openapi-fetch';
import { serviceUrl } from '../config.ts';
import { ACCESS_COOKIE } from '../session/cookies.ts';
import { ServiceError } from './problem.ts';
import type { paths } from './schema.d.ts';

/** Milliseconds after which a request to the service is given up. */
const TIMEOUT_MS = 10_000;

const send: typeof fetch = async (input, init) => {
  try {
    return await fetch(input, { ...init, cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (cause) {
    throw new ServiceError('unreachable', 503, `The service at ${serviceUrl()} cannot be reached.`, {
      cause,
    });
  }
};

/** A client of the service, as the signed-in user or as a guest. */
export async function service() {
  const access = (await cookies()).get(ACCESS_COOKIE)?.value;
  const headers = access === undefined ? undefined : { authorization: `Bearer ${access}` };
  return createClient<paths>({ baseUrl: serviceUrl(), fetch: send, ...(headers && { headers }) });
}

/** A client of the service without a user, for the requests that open, renew and end sessions. */
export const guestService = () => createClient<paths>({ baseUrl: serviceUrl(), fetch: send });
