import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Action, LintReport } from '@goldpath/plugin-goldpath-node/lint';

/** A template to look at. */
export interface LintJob {
  /** absolute path; findings name their files from here, and nothing outside of it is read */
  folder: string;
  /** name of the template.yaml in it */
  file: string;
  /** the actions of the portal; without it, those of the plugins that the lint knows */
  actions: Action[] | undefined;
}

/** What the thread answers. */
export type LintAnswer = { report: LintReport } | { error: string };

/** A template that takes longer would never end. */
const JOB_MILLISECONDS = 60_000;
/** A thread takes a moment to start, and holds memory while it is there. */
const IDLE_MILLISECONDS = 30_000;

/** A running thread. */
interface Thread {
  worker: Worker;
  /** is aborted when the thread ends */
  ended: AbortSignal;
}

/** Runs the lint, one template after the other, while the event loop answers requests. */
export class LintThread {
  #thread: Thread | undefined;
  #idle: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** @throws Error when the template cannot be looked at */
  lint(job: LintJob): Promise<LintReport> {
    const turn = this.#last.then(() => this.#run(job));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Ends the thread. The next template starts another. */
  async stop(): Promise<void> {
    clearTimeout(this.#idle);
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.worker.terminate();
  }

  async #run(job: LintJob): Promise<LintReport> {
    clearTimeout(this.#idle);
    const { worker, ended } = (this.#thread ??= startThread());
    const signal = AbortSignal.any([ended, AbortSignal.timeout(JOB_MILLISECONDS)]);
    const answered = once(worker, 'message', { signal });
    worker.postMessage(job);
    const [answer] = await answered.catch(async (error: Error) => {
      await this.stop();
      throw signal.aborted ? new Error(`the lint did not end: ${signal.reason.message}`) : error;
    });
    this.#idle = setTimeout(() => this.stop(), IDLE_MILLISECONDS).unref();
    if ('error' in answer) throw new Error(answer.error);
    return answer.report;
  }
}

function startThread(): Thread {
  const worker = new Worker(new URL('./lintWorker.ts', import.meta.url));
  const ended = new AbortController();
  worker.once('exit', () => ended.abort(new Error('its thread was stopped')));
  // it keeps no process alive
  worker.unref();
  return { worker, ended: ended.signal };
}
