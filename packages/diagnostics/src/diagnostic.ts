/**
 * How serious a diagnostic is. An `error` blocks, a `warning` is only reported, and `unknown` is reported because it cannot be
 * determined from the files alone; it never fails a run.
 */
export type Severity = 'error' | 'warning' | 'unknown';

/**
 * The result of a rule for one subject. `unverifiable` is about a subject that the rule could not be checked on, `incomplete`
 * about a check that ended before it had seen every subject; both block like a failure.
 */
export type Verdict = 'pass' | 'fail' | 'unverifiable' | 'incomplete' | 'not-applicable' | 'waived';

/** The verdicts that are a problem. */
export const problemVerdicts: readonly Verdict[] = ['fail', 'unverifiable', 'incomplete'];

/** A place in a file. */
export interface Location {
  /** relative to the folder that was checked, with forward slashes */
  file: string;
  /** 1-based */
  line: number;
  /** 1-based, in UTF-16 code units */
  column?: number;
  /** 1-based */
  endLine?: number;
  /** 1-based, exclusive */
  endColumn?: number;
}

/** The thing that a diagnostic is about: a cloud resource, an entity, a workflow, an answer. */
export interface Subject {
  type: string;
  name: string;
  /** of a cloud resource */
  urn?: string;
}

/** The replacement of a range of a file. */
export interface TextEdit {
  /** absolute path */
  path: string;
  /** offset of the first character to replace */
  start: number;
  /** offset after the last character to replace */
  end: number;
  text: string;
}

/** The result of one rule at one place: the shape that every rule returns and every report prints. */
export interface Diagnostic {
  rule: string;
  severity: Severity;
  /** left out by rules that only report problems; the same as `fail` */
  verdict?: Verdict;
  location: Location;
  subject?: Subject;
  /** the stages that it applies to, when several were checked */
  stages?: string[];
  /** the problem, in a sentence */
  message: string;
  /** how to fix it, in a sentence; left out when there is nothing to do */
  fix?: string;
  /** the edits that fix it, where exactly one fix exists */
  edits?: TextEdit[];
}

/** Whether a diagnostic blocks: an error that failed, or that could not be verified completely. */
export function isBlocking({ severity, verdict = 'fail' }: Diagnostic): boolean {
  return severity === 'error' && problemVerdicts.includes(verdict);
}

/** A rule, as reports and the `rules` command describe it. */
export interface Rule {
  id: string;
  /** an affirmative sentence that is true where the rule is followed */
  title: string;
  /** the consequence of breaking it */
  why: string;
  /** how to fix a violation, when every violation has the same fix */
  fix?: string;
  severity: Severity;
  /** URL of the page that the rule is based on */
  reference?: string;
}

/** A rule in a SARIF report. */
export interface DescribedRule extends Rule {
  /** the rule's documentation, when there is more than its title, reason and fix */
  markdown?: string;
}
