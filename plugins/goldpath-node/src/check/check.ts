import type { CheckResult, ProgramGraphs } from '@goldpath/policies';
import type { RepositoryRule } from './rules.ts';

/** A folder that is checked. */
export interface Repository {
  /** absolute path */
  dir: string;
  /** its files without what git ignores, relative, posix slashes, sorted */
  files: readonly string[];
}

/** How a check runs. */
export interface CheckOptions {
  signal?: AbortSignal;
  /** the stage whose configuration the infrastructure program is executed with; every one without it */
  stage?: string;
  /** is given what each infrastructure program registers, so that nobody has to execute it again */
  onExecuted?: (program: ProgramGraphs) => void;
}

/** One thing that is looked at, with a name for people. */
export interface Check {
  title: string;
  run(repository: Repository, options: CheckOptions): Promise<CheckResult[]>;
}

/** What a check found about one thing. */
export interface Found {
  resource: { type: string; name: string };
  file: string;
  /** 1-based, 1 when it is about the whole file */
  line?: number;
  message: string;
  /** what to do; a finding without one is a pass */
  remedy?: string;
}

/** A result of a rule of severity `error`: a failure when there is something to do, else a pass. */
export function toResult(
  rule: RepositoryRule,
  { resource, file, line = 1, message, remedy }: Found,
): CheckResult {
  return {
    rule,
    severity: 'error',
    verdict: remedy === undefined ? 'pass' : 'fail',
    resource: { ...resource, urn: '' },
    location: { file, line },
    message,
    remedy: remedy ?? '',
  };
}
