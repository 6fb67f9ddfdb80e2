import type { Diagnostic, Location, Rule, Subject } from '@goldpath/diagnostics';
import type { ProgramError, ProgramGraphs, ProgramOptions } from '@goldpath/program';
import type { Part } from '@goldpath/template';

/** A folder to check. */
export interface Repository {
  /** absolute path */
  dir: string;
  /** its files without ignored ones: relative paths with forward slashes, sorted */
  files: readonly string[];
  /** the parts that it has to have, as its manifest declares them */
  contains: readonly Part[];
}

/** Options of a check. */
export interface CheckOptions {
  signal?: AbortSignal;
  /** the stage whose configuration the infrastructure program is executed with; every stage by default */
  stage?: string;
  /**
   * receives the resources that each infrastructure program registers, so that it does not have to be executed again; with the failure
   * of one that did not run to its end
   */
  onExecuted?: (program: ProgramGraphs, failure?: ProgramError) => void;
  /** texts that take the place of TypeScript files of the infrastructure programs, by absolute path */
  sources?: ProgramOptions['sources'];
  /** executes the infrastructure programs; by default each in a process of its own */
  execute?: ProgramOptions['execute'];
}

/** A check of one aspect of a repository. */
export interface Check {
  /** the aspect, for progress messages */
  title: string;
  /** the rules that its diagnostics are about */
  rules: readonly Rule[];
  run(repository: Repository, options: CheckOptions): Promise<Diagnostic[]>;
}

/** A subject that follows a rule. */
export function passed(rule: Rule, subject: Subject, location: Location, message: string): Diagnostic {
  return { rule: rule.id, severity: rule.severity, verdict: 'pass', subject, location, message };
}

/** A subject that violates a rule. */
export function failed(
  rule: Rule,
  subject: Subject,
  location: Location,
  { message, fix }: { message: string; fix: string },
): Diagnostic {
  return { ...passed(rule, subject, location, message), verdict: 'fail', fix };
}
