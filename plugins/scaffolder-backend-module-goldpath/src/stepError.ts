import { InputError } from '@backstage/errors';
import { type AnswerProblem, AnswersError } from '@goldpath/plugin-goldpath-node';

/** Errors of the core whose message already says what happened, where, and what to do. */
const toldInFull = new Set(['TemplateError', 'FolderError', 'ProgramError']);

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

/** Answers that are refused. An API that ends in this error answers 400 with the problems in `error.problems`. */
export class RefusedAnswers extends StepError {
  readonly problems: Pick<AnswerProblem, 'field' | 'message'>[];

  constructor(problems: readonly AnswerProblem[]) {
    super(new AnswersError([...problems]).message);
    this.problems = problems.map(({ field, message }) => ({ field, message }));
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
