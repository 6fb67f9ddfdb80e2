import { setTimeout as wait } from 'node:timers/promises';

/** A problem of GitHub, in a clause. */
export class GitHubAway extends Error {
  override name = 'GitHubAway';
}

/** A watch over GitHub while a step uses it. */
export interface Watch {
  /** is rejected with a {@link GitHubAway}, and never fulfilled */
  failure: Promise<never>;
  /** Starts a new limit, in milliseconds from now. */
  extend(limit: number): void;
  stop(): void;
}

/** Milliseconds between two probes. */
const PAUSE = 1_000;

/**
 * Watches GitHub: two probes in a row that find a problem end the watch with it, and so does the limit. Libraries repeat
 * requests on their own, for minutes if GitHub does not answer at all.
 *
 * @param probe - finds a problem, in at most three seconds
 * @param limit - milliseconds
 */
export function watchGitHub(probe: () => Promise<string | undefined>, limit: number, pause = PAUSE): Watch {
  const { promise, reject } = Promise.withResolvers<never>();
  const stopped = new AbortController();
  let timer = startLimit(limit);
  function startLimit(milliseconds: number) {
    const clause = `GitHub does not complete the step within ${Math.round(milliseconds / 1000)} s; try again later`;
    return setTimeout(() => reject(new GitHubAway(clause)), milliseconds);
  }
  async function watch(): Promise<void> {
    let previous: string | undefined;
    for (;;) {
      await wait(pause, undefined, { signal: stopped.signal });
      const problem = await probe();
      if (problem !== undefined && previous !== undefined) return reject(new GitHubAway(problem));
      previous = problem;
    }
  }
  watch().catch((error: Error) => {
    if (!stopped.signal.aborted) reject(error);
  });
  // the step may end before anything waits for it
  promise.catch(() => undefined);
  return {
    failure: promise,
    extend(milliseconds) {
      clearTimeout(timer);
      timer = startLimit(milliseconds);
    },
    stop() {
      clearTimeout(timer);
      stopped.abort();
    },
  };
}
