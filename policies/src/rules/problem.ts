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
 * One finding for each problem of a resource, or a pass, so that the first problem does not hide the others.
 *
 * @param passed the message of the pass
 */
export function toFindings(resource: Node, problems: readonly Problem[], passed: string): Finding[] {
  if (problems.length === 0) return [{ resource, verdict: 'pass', message: passed }];
  const byMessage = new Map(problems.map(problem => [problem.message, problem]));
  return [...byMessage.values()].map(problem => ({ resource, ...problem }));
}
