import { setTimeout as wait } from 'node:timers/promises';

/** Requests to a portal, one after another. */
export interface Requests {
  /** resolves when the portal has answered the first one */
  answered: Promise<void>;
  stop(): void;
}

/** Sends requests to a portal, which writes a line of its log for each, so that it is not idle when its parent is killed. */
export function keepRequesting(port: number): Requests {
  const stop = new AbortController();
  const { promise: answered, resolve } = Promise.withResolvers<void>();
  void request(`http://localhost:${port}/api/catalog/entities?limit=1`, stop.signal, resolve);
  return { answered, stop: () => stop.abort() };
}

async function request(url: string, signal: AbortSignal, onAnswer: () => void): Promise<void> {
  while (!signal.aborted) {
    const answer = fetch(url, { signal }).then(response => response.arrayBuffer());
    // there is no answer before the portal listens, and when it ends
    await answer.then(onAnswer, () => wait(20));
  }
}
