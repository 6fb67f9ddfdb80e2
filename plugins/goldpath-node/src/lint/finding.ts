/** How sure and how bad: `unknown` is what cannot be told from the files alone, and fails nothing. */
export type LintSeverity = 'error' | 'warning' | 'unknown';

/** What a rule has against a place in a file. */
export interface LintFinding {
  rule: string;
  severity: LintSeverity;
  /** as seen from the folder that the command runs in, posix slashes */
  file: string;
  /** 1-based */
  line: number;
  /** 1-based, in UTF-16 code units */
  column: number;
  /** what is so */
  message: string;
  /** what to do */
  fix: string;
}

/** A piece of a file and what stands there instead. */
export interface TextEdit {
  /** absolute path */
  path: string;
  /** offset of the first character that goes */
  start: number;
  /** offset behind the last one */
  end: number;
  text: string;
}

/** A finding, and the edits that mend it where there is exactly one way to. */
export interface MendableFinding extends LintFinding {
  edits?: TextEdit[];
}

/** What a run of the lint found. */
export interface LintReport {
  findings: LintFinding[];
  summary: { templates: number } & Record<LintSeverity, number>;
}
