import type { ChildProcess } from 'node:child_process';
import { ProgramError } from '../programError.ts';
import { executeIn, type ExecuteOptions, startChild } from './execute.ts';
import type { Execution, StackRun } from './recorded.ts';

/** Pulumi's SDK takes about a second to load, and uses memory while the process waits. */
const IDLE_MILLISECONDS = 300_000;

/** Every program leaves its modules in the process. */
const RUNS_OF_A_PROCESS = 40;

const TIMEOUT_MILLISECONDS = 20_000;

/**
 * Executes programs one after another in one process, which stays ready for the next one: a program takes a fraction of the time
 * that it takes in a process of its own. It is for programs of one owner, since they share the process.
 */
export class ProgramHost {
  #child: { process: ChildProcess; runs: number } | undefined;
  #idle: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();
  readonly #start: () => ChildProcess;

  /** @param start - starts the process */
  constructor(start: () => ChildProcess = startChild) {
    this.#start = start;
  }

  /**
   * Executes a program when those before it have ended. The signal removes it from the queue; a program that has begun runs to its
   * end, because stopping it would end the process.
   *
   * @throws ProgramError as `execute` does
   */
  execute(execution: Execution, options: ExecuteOptions = {}): Promise<StackRun[]> {
    const turn = this.#last.then(() => this.#run(execution, options));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Ends the process. The next program starts another one. */
  stop(): void {
    clearTimeout(this.#idle);
    this.#child?.process.kill('SIGKILL');
    this.#child = undefined;
  }

  async #run(
    execution: Execution,
    { signal, timeoutMs = TIMEOUT_MILLISECONDS }: ExecuteOptions,
  ): Promise<StackRun[]> {
    if (signal?.aborted)
      throw new ProgramError(`The program in ${execution.dir} was stopped before it began.`);
    clearTimeout(this.#idle);
    const child = (this.#child ??= { process: this.#start(), runs: 0 });
    child.runs += 1;
    child.process.ref();
    child.process.channel?.ref();
    try {
      const runs = await executeIn(child.process, execution, { timeoutMs });
      // a process that waits for the next program does not keep this one alive
      child.process.unref();
      child.process.channel?.unref();
      if (child.runs >= RUNS_OF_A_PROCESS) this.stop();
      else this.#idle = setTimeout(() => this.stop(), IDLE_MILLISECONDS).unref();
      return runs;
    } catch (error) {
      this.stop();
      throw error;
    }
  }
}
