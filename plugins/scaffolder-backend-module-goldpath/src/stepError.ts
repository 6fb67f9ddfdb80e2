import { InputError } from '@backstage/errors';

/** Errors of the core whose message already says what happened, where, and what to do. */
const toldInFull = new Set(['AnswersError', 'TemplateError', 'FolderError', 'ProgramError']);

/**
 * An error that the person at the form can mend. The task log prints an error's stack; here that is the message alone,
 * since the lines of our own code would help nobody.
 */
export class StepError extends InputError {
  declare cause?: Error;

  constructor(message: string, cause?: unknown) {
    super(message);
    if (cause instanceof Error) this.cause = cause;
    this.stack = `${this.name}: ${message}`;
  }
}

/** Does work of the core, and turns the errors that it explains in full into a {@link StepError}. */
export async function explained<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && toldInFull.has(error.name)) throw new StepError(error.message, error);
    throw error;
  }
}
