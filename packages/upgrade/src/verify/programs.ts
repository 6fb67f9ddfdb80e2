import path from 'node:path';
import { ProgramError, type ProgramGraphs, ProgramHost, runProgram } from '@goldpath/program';
import type { CheckOptions } from '@goldpath/repository-check';
import type { Service } from '../service.ts';
import { withCheckout } from './checkout.ts';

const TIMEOUT_MILLISECONDS = 60_000;

/**
 * Executes the programs of a service before and after an upgrade. They share a process, since most of the time is that of loading
 * Pulumi's SDK.
 */
export class Programs {
  readonly #service: Service;
  readonly #host = new ProgramHost();
  /** by folder */
  readonly #before = new Map<string, Promise<ProgramGraphs | ProgramError>>();

  constructor(service: Service) {
    this.#service = service;
  }

  /** Executes a program, as an option of a check. */
  readonly execute: NonNullable<CheckOptions['execute']> = (execution, options) =>
    this.#host.execute(execution, { timeoutMs: TIMEOUT_MILLISECONDS, ...options });

  /**
   * Begins to execute programs of the last commit, which are compared later.
   *
   * @param folders - from the folder of the service
   */
  begin(folders: readonly string[]): void {
    // the error is that of the comparison, which may not come to it
    for (const folder of folders) this.before(folder).catch(() => undefined);
  }

  /** The program in a folder as it is in the last commit, executed once; the error when that is not possible. */
  before(folder: string): Promise<ProgramGraphs | ProgramError> {
    const known = this.#before.get(folder);
    if (known) return known;
    const begun = withCheckout(this.#service, this.#service.head, dir => this.#run(path.join(dir, folder)));
    this.#before.set(folder, begun);
    return begun;
  }

  async #run(dir: string): Promise<ProgramGraphs | ProgramError> {
    try {
      return await runProgram(dir, { execute: this.execute });
    } catch (error) {
      if (error instanceof ProgramError) return error;
      throw error;
    }
  }

  /** Ends the process, and removes the files that were executed. */
  async stop(): Promise<void> {
    this.#host.stop();
    await Promise.allSettled(this.#before.values());
  }
}
