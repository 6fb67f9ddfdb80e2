import { setTimeout as wait } from 'node:timers/promises';

/**
 * Sends requests to a portal, one after another, until it is stopped: the portal writes a line of its log for each, so that it is not
 * idle when its parent is killed.
 *
 * @returns stops them
 */
export function keepRequesting(port: number): () => void {
  const stop = new AbortController();
  void request(`http://localhost:${port}/api/catalog/entities?limit=1`, stop.signal);
  return () => stop.abort();
}

async function request(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    // there is no answer before the portal listens, and when it ends
    const answer = fetch(url, { signal }).then(response => response.arrayBuffer());
    await answer.catch(() => wait(20));
  }
}
