import process from 'node:process';
import { UserError } from '@goldpath/diagnostics';

const signals = ['SIGINT', 'SIGTERM'] as const;

/** The command was interrupted by a signal. */
export class InterruptedError extends UserError {
  override name = 'InterruptedError';
  readonly signal: (typeof signals)[number];

  constructor(signal: (typeof signals)[number]) {
    super(`goldpath: interrupted by ${signal}; nothing was written.`);
    this.signal = signal;
  }
}

/**
 * Runs an action that stops its child processes and removes its temporary files when it is interrupted.
 *
 * @throws InterruptedError when the process receives SIGINT or SIGTERM
 */
export async function interruptible<T>(action: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (signal: (typeof signals)[number]) => controller.abort(new InterruptedError(signal));
  for (const signal of signals) process.once(signal, stop);
  try {
    return await action(controller.signal);
  } catch (error) {
    // an aborted program reports its own error
    controller.signal.throwIfAborted();
    throw error;
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}
