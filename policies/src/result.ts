/** What a rule says of a resource. */
export type Verdict = 'pass' | 'fail' | 'unverifiable' | 'not-applicable' | 'waived';

/** How grave a failure is: an error forbids to go on, a warning is told. */
export type Severity = 'error' | 'warning';

/** The result of one check on one resource or file: the shape that every report prints. */
export interface CheckResult {
  rule: string;
  severity: Severity;
  verdict: Verdict;
  resource: { type: string; name: string; urn: string };
  /** the stages of which it is so, when several were checked */
  stages?: string[];
  /** the file as seen from the checked folder, with forward slashes, and its line from 1 */
  location: { file: string; line: number };
  /** what is so, in a sentence */
  message: string;
  /** what to do; empty when there is nothing to do */
  remedy: string;
}
