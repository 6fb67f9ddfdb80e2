import process from 'node:process';
import { UserError } from '@goldpath/diagnostics';
import { fileSystemProblem } from '@goldpath/files';

/** The exit codes of every command. Those of signals are 128 and the signal's number, as shells report them. */
export const EXIT = {
  success: 0,
  problems: 1,
  badInput: 2,
  SIGINT: 130,
  SIGTERM: 143,
  /** the reader of the output has closed it (SIGPIPE) */
  closedPipe: 141,
} as const;

/** Input that a command cannot use. The message says why, and what to do. */
export class InputError extends UserError {
  override name = 'InputError';
}

/** An error as a line for the terminal. The stack of an unexpected error is shown when DEBUG is set. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return `goldpath: unexpected error: ${String(error)}`;
  if (error instanceof UserError) return error.message;
  const missing = /Cannot find package '(@goldpath\/[^']+)'/.exec(error.message)?.[1];
  if (missing)
    return `goldpath: this command needs the package ${missing}, which is not installed. Install it.`;
  const problem = fileSystemProblem(error);
  if (problem !== undefined) return `${(error as NodeJS.ErrnoException).path ?? 'goldpath'}: ${problem}`;
  if (process.env.DEBUG) return error.stack ?? error.message;
  return `goldpath: unexpected error: ${error.message} (set DEBUG=1 for the stack trace)`;
}
