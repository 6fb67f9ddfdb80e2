import type { Tokens } from './cookies.ts';

/** Exchanges a refresh token for new tokens; undefined when the session has ended. */
export type Exchange = (refreshToken: string) => Promise<Tokens | undefined>;

/**
 * Returns an exchange that calls another one once per refresh token, also for requests that arrive a little later. A
 * browser sends several requests with the same cookies at the same time, and the service ends a session whose refresh
 * token is used twice.
 *
 * @param keptMs - milliseconds for which a result is kept
 */
export function onceEach(exchange: Exchange, keptMs = 30_000): Exchange {
  const results = new Map<string, Promise<Tokens | undefined>>();
  return refreshToken => {
    const known = results.get(refreshToken);
    if (known) return known;
    const result = exchange(refreshToken);
    results.set(refreshToken, result);
    const forget = () => results.delete(refreshToken);
    // a failure, such as a service that cannot be reached, says nothing about the token
    result.then(() => setTimeout(forget, keptMs).unref(), forget);
    return result;
  };
}
