import process from 'node:process';

/** The exit codes of every command. */
export const EXIT = { fine: 0, findings: 1, badInput: 2 } as const;

/** Input that a command cannot work with; the message says what and what to do. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** Errors whose message already says what happened, where, and what to do. */
const toldInFull = new Set(['InputError', 'AnswersError', 'FolderError', 'ProgramError', 'TemplateError']);

/** An error as the person at the terminal reads it. The stack of an unexpected one is shown when DEBUG is set. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return `goldpath: unexpected: ${String(error)}`;
  if ('located' in error) return String(error.located);
  if (toldInFull.has(error.name)) return error.message;
  if (process.env.DEBUG) return error.stack ?? error.message;
  return `goldpath: unexpected: ${error.message} (set DEBUG=1 to see where)`;
}
