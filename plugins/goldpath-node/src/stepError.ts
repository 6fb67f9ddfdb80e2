import { InputError } from '@backstage/errors';
import { UserError } from '@goldpath/diagnostics';
import { type AnswerProblem, AnswersError } from '@goldpath/template';

/**
 * An error that the person at the form can fix. The task log prints an error's stack, which here is only the message, since
 * the lines of this code would not help.
 */
export class StepError extends InputError {
  declare cause?: Error;

  constructor(message: string, cause?: unknown) {
    super(message);
    if (cause instanceof Error) this.cause = cause;
    this.stack = `${this.name}: ${message}`;
  }
}

/** Answers that are not valid. An API that ends in this error answers 400, with the problems in `error.problems`. */
export class InvalidAnswersError extends StepError {
  readonly problems: Pick<AnswerProblem, 'field' | 'message'>[];

  constructor(problems: readonly AnswerProblem[]) {
    super(new AnswersError(problems).message);
    this.problems = problems.map(({ field, message }) => ({ field, message }));
  }
}

/**
 * Runs work that may end in an error for users, and converts that into a {@link StepError}.
 *
 * @param signal - of the task: work that it has stopped ends in the error that the step was cancelled
 */
export async function withStepErrors<T>(work: () => T | Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (signal?.aborted) throw new StepError('The step was cancelled.', error);
    if (error instanceof UserError) throw new StepError(error.message, error);
    throw error;
  }
}
