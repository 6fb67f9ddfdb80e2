import type { AnswerProblem, AnswersError } from '@goldpath/template';
import type { NewQuestion, Upgrade } from '@goldpath/upgrade';
import { StepError } from '../stepError.ts';

/** An upgrade that needs other answers than the service and the portal have. */
export class UnansweredError extends StepError {
  readonly template: Upgrade['template'];
  /** the questions that the service has not answered */
  readonly questions: readonly NewQuestion[];
  /** at most one for each field */
  readonly problems: readonly AnswerProblem[];

  constructor(template: Upgrade['template'], questions: readonly NewQuestion[], cause: AnswersError) {
    const problems = cause.problems.map(({ field, message }) => `\n  ${field}: ${message}`).join('');
    super(
      `${template.id} ${template.to} needs other answers:${problems}\nGive them with the button "Upgrade" of the service's page.`,
      cause,
    );
    this.template = template;
    this.questions = questions;
    this.problems = cause.problems;
  }
}
