import createClient from 'openapi-fetch';
import { dataOf, problemOf } from '../api/problem.ts';
import type { paths } from '../api/schema.d.ts';
import { serviceUrl } from '../config.ts';
import { onceEach } from './refresh.ts';

/** Exchanges a refresh token at the service; undefined when the session has ended. */
export const renewSession = onceEach(async refreshToken => {
  const client = createClient<paths>({ baseUrl: serviceUrl() });
  const result = await client.POST('/v1/auth/refresh', {
    body: { refreshToken },
    signal: AbortSignal.timeout(10_000),
  });
  if (!result.response.ok && problemOf(result).code === 'invalid_token') return undefined;
  return dataOf(result);
});
