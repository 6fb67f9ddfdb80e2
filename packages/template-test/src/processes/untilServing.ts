import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds between two requests to a service that is starting. */
const PAUSE = 250;

/**
 * Requests the paths of a service until one answers with success.
 *
 * @param isRunning - ends the waiting when the service has ended
 * @param seconds - the longest time to wait
 * @returns the path that answered; undefined when none did
 */
export async function untilServing(
  address: string,
  paths: readonly string[],
  { isRunning, signal, seconds }: { isRunning: () => boolean; signal: AbortSignal; seconds: number },
): Promise<string | undefined> {
  const deadline = performance.now() + seconds * 1000;
  while (isRunning() && performance.now() < deadline) {
    for (const path of paths) {
      signal.throwIfAborted();
      if (await isSuccess(`${address}${path}`)) return path;
    }
    await delay(PAUSE, undefined, { signal });
  }
  return undefined;
}

/** Whether a request is answered with success, and not refused or left unanswered. */
export async function isSuccess(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(10_000) }).then(
    response => response.ok,
    () => false,
  );
}
