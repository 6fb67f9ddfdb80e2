/** What is wrong with one answer. */
export interface AnswerProblem {
  /** key of the answer */
  field: string;
  /** what is so and what to do, to be read after the field's name */
  message: string;
  /** what should stand there, where that is obvious: another value, or for an unknown answer another key */
  meant?: string;
  /** line of the answer in the file that it was read from, 1-based */
  line?: number;
}

/** A place in a template and what is wrong there. */
export interface TemplateProblem {
  /** path in the template's folder, posix slashes */
  file: string;
  /** 1-based */
  line: number;
  /** what is so and what to do */
  message: string;
}

/** The template's author has to mend something: a line `file:line: message` for each problem. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  readonly problems: TemplateProblem[];

  constructor(problems: TemplateProblem[]) {
    super(problems.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
    this.problems = problems;
  }
}

/** Whoever answered has to mend something: every problem of the answers at once. */
export class AnswersError extends Error {
  override readonly name = 'AnswersError';
  readonly problems: AnswerProblem[];

  constructor(problems: AnswerProblem[]) {
    const lines = problems.map(({ field, message }) => `  ${field}: ${message}`);
    super(['Nothing was stamped. Mend these answers:', ...lines].join('\n'));
    this.problems = problems;
  }
}

/** The folder that was named cannot serve: it is not there, not empty, or holds something else. */
export class FolderError extends Error {
  override readonly name = 'FolderError';
}
