import { type Diagnostic, UserError } from '@goldpath/diagnostics';

/** A problem with one answer. */
export interface AnswerProblem {
  /** key of the answer */
  field: string;
  /** the problem and its fix, to be read after the field's name */
  message: string;
  /** the intended value, or for an unknown field the intended field, where that is obvious */
  suggestion?: string;
  /** line of the answer in the file that it was read from, 1-based */
  line?: number;
}

/** The template has to be fixed. The message has a line `file:line: message` for each problem. */
export class TemplateError extends UserError {
  override name = 'TemplateError';

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(toLine).join('\n'), diagnostics);
  }
}

function toLine({ location: { file, line }, message, fix }: Diagnostic): string {
  return [`${file}:${line}: ${message}`, fix].filter(Boolean).join(' ');
}

/** The answers have to be corrected. It has every problem of the answers at once. */
export class AnswersError extends UserError {
  override name = 'AnswersError';
  readonly problems: readonly AnswerProblem[];

  constructor(problems: readonly AnswerProblem[]) {
    const lines = problems.map(({ field, message }) => `  ${field}: ${message}`);
    super(['Nothing was stamped. Correct these answers:', ...lines].join('\n'));
    this.problems = problems;
  }
}
