import { type Diagnostic, locationOf, type SourceFile } from '@goldpath/diagnostics';
import type { LintRule } from '../rule.ts';
import { ignoreComment } from './ignoreComment.ts';
import {
  accepts,
  type IgnoreComment,
  type IgnoreProblem,
  problemOf,
  readIgnoreComments,
} from './ignoreComments.ts';

/** The findings that are left, with the problems of the comments. */
export interface Accepted {
  left: Diagnostic[];
  /** the number of findings that comments accept */
  ignored: number;
}

/**
 * Removes the findings that comments accept, and adds the comments that accept none.
 *
 * @param sources - the files that were read
 * @param rules - the rules that were applied
 * @param known - the ids of all rules
 */
export function acceptFindings(
  diagnostics: readonly Diagnostic[],
  sources: Iterable<SourceFile>,
  rules: readonly LintRule[],
  known: readonly string[],
): Accepted {
  const comments = [...sources].flatMap(readIgnoreComments);
  if (comments.length === 0) return { left: [...diagnostics], ignored: 0 };
  const used = new Map<IgnoreComment, Set<string>>(comments.map(comment => [comment, new Set()]));
  const left = diagnostics.filter(({ rule, location: { file, line } }) => {
    const accepting = comments.filter(one => one.source.file === file && accepts(one, rule, line));
    for (const comment of accepting) used.get(comment)?.add(rule);
    return accepting.length === 0;
  });
  const applied = rules.map(({ id }) => id);
  if (applied.includes(ignoreComment.id)) {
    const problems = comments.flatMap(
      one => problemOf(one, known) ?? unusedRules(one, applied, used.get(one) ?? new Set()),
    );
    left.push(...problems.map(toDiagnostic));
  }
  return { left, ignored: diagnostics.length - left.filter(({ rule }) => rule !== ignoreComment.id).length };
}

/** A problem for each rule of a comment that reports nothing there. Rules that were not applied are left out. */
function unusedRules(
  comment: IgnoreComment,
  applied: readonly string[],
  used: ReadonlySet<string>,
): IgnoreProblem[] {
  return comment.rules
    .filter(rule => applied.includes(rule) && !used.has(rule))
    .map(rule => ({
      at: comment,
      message: `${rule} reports nothing ${comment.line === undefined ? 'in this file' : `in line ${comment.line}`}, so there is nothing to ignore.`,
      fix: `Remove ${rule} from the comment.`,
    }));
}

function toDiagnostic({ at, message, fix }: IgnoreProblem): Diagnostic {
  return { rule: ignoreComment.id, severity: ignoreComment.severity, location: locationOf(at), message, fix };
}
