import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { LintReport } from '@goldpath/template-lint';
import type { LintAnswer, LintJob } from '@goldpath/template-lint/worker';

/** A template that takes longer would never end. */
const JOB_MILLISECONDS = 60_000;
/** A thread takes time to start, and uses memory while it runs. */
const IDLE_MILLISECONDS = 30_000;

/** A running thread. */
interface Thread {
  worker: Worker;
  /** is aborted when the thread ends */
  ended: AbortSignal;
}

/** Runs the lint in a thread, one template after another, so that the event loop stays free for requests. */
export class LintThread {
  #thread: Thread | undefined;
  #idle: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** @throws Error when the template cannot be linted */
  lint(job: LintJob): Promise<LintReport> {
    const turn = this.#last.then(() => this.#run(job));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Ends the thread. The next template starts another one. */
  async stop(): Promise<void> {
    clearTimeout(this.#idle);
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.worker.terminate();
  }

  async #run(job: LintJob): Promise<LintReport> {
    clearTimeout(this.#idle);
    const answer = await this.#answerTo(job);
    this.#idle = setTimeout(() => void this.stop(), IDLE_MILLISECONDS).unref();
    if ('error' in answer) throw new Error(answer.error);
    return answer.report;
  }

  async #answerTo(job: LintJob): Promise<LintAnswer> {
    const { worker, ended } = (this.#thread ??= startThread());
    const signal = AbortSignal.any([ended, AbortSignal.timeout(JOB_MILLISECONDS)]);
    const answered = once(worker, 'message', { signal });
    worker.postMessage(job);
    try {
      const [answer] = (await answered) as [LintAnswer];
      return answer;
    } catch (error) {
      await this.stop();
      if (!signal.aborted) throw error;
      throw new Error(`the lint did not end: ${(signal.reason as Error).message}`, { cause: error });
    }
  }
}

function startThread(): Thread {
  const worker = new Worker(new URL(import.meta.resolve('@goldpath/template-lint/worker')));
  const ended = new AbortController();
  worker.once('exit', () => ended.abort(new Error('its thread was stopped')));
  // An idle thread must not keep the process alive.
  worker.unref();
  return { worker, ended: ended.signal };
}
