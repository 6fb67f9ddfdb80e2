import process from 'node:process';
import { UserError } from '@goldpath/diagnostics';

/** The exit codes of every command. */
export const EXIT = { success: 0, problems: 1, badInput: 2 } as const;

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
  if (process.env.DEBUG) return error.stack ?? error.message;
  return `goldpath: unexpected error: ${error.message} (set DEBUG=1 for the stack trace)`;
}
