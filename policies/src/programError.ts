/** Where in a program's folder something is: the file with forward slashes, the line from 1. */
export interface Place {
  file: string;
  line: number;
}

/**
 * A Pulumi program that could not be judged: missing, not readable, failing or never ending. The message says what
 * happened and what to do.
 */
export class ProgramError extends Error {
  override name = 'ProgramError';
  /** where it happened, when that can be told */
  readonly place: Place | undefined;

  constructor(message: string, place?: Place) {
    super(message);
    this.place = place;
  }

  /** The message after its place, as people read it at a terminal. */
  get located(): string {
    return this.place ? `${this.place.file}:${this.place.line}: ${this.message}` : this.message;
  }
}

/** A stack was asked for that the program does not have. */
export class UnknownStackError extends ProgramError {}

/** Waivers that are incomplete or too generous; the message tells the first problem, `problems` tells them all. */
export class WaiversError extends ProgramError {
  readonly problems: readonly { message: string; place: Place }[];

  constructor(problems: readonly { message: string; place: Place }[]) {
    super(problems[0]?.message ?? '', problems[0]?.place);
    this.problems = problems;
  }

  override get located(): string {
    return this.problems.map(({ message, place }) => `${place.file}:${place.line}: ${message}`).join('\n');
  }
}
