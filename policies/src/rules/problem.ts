import type { Node } from '@goldpath/program';
import type { Finding } from './rule.ts';

/** A problem with a part of a resource, such as a statement of its policy or one of its variables. */
export interface Problem {
  verdict: 'fail' | 'unverifiable';
  /** a complete sentence */
  message: string;
}

/** A part of a resource violates the rule. */
export function failure(message: string): Problem {
  return { verdict: 'fail', message };
}

/** The program does not show whether a part of a resource violates the rule. */
export function unverifiable(message: string): Problem {
  return { verdict: 'unverifiable', message };
}

/**
 * One finding for all problems of a resource: its failures, else what could not be verified, else a pass.
 *
 * @param passed the message of the pass
 */
export function toFinding(resource: Node, problems: readonly Problem[], passed: string): Finding {
  if (problems.length === 0) return { resource, verdict: 'pass', message: passed };
  const failures = problems.filter(problem => problem.verdict === 'fail');
  const verdict = failures.length > 0 ? 'fail' : 'unverifiable';
  const reported = problems.filter(problem => problem.verdict === verdict);
  const messages = new Set(reported.map(({ message }) => message));
  return { resource, verdict, message: [...messages].join(' ') };
}
