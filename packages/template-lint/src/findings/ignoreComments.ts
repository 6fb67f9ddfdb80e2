import { certainMatch, locationOf, type Place, type SourceFile } from '@goldpath/diagnostics';

/** A comment that accepts findings, such as `# goldpath-lint-ignore-next-line skeleton-url -- made by the pipeline`. */
export interface IgnoreComment extends Place {
  /** 1-based; undefined when it accepts the findings of the whole file */
  line: number | undefined;
  rules: string[];
  reason: string;
}

/** A problem of a comment, and how to fix it. */
export interface IgnoreProblem {
  at: Place;
  message: string;
  fix: string;
}

/** The word that every comment of this kind begins with. */
export const IGNORE = 'goldpath-lint-ignore';

const pattern = new RegExp(
  `(?:#|//|--|;|/\\*|<!--|\\{#)[ \\t]*(?<directive>${IGNORE}-(?<scope>next-line|file)\\b(?<rest>.*))$`,
  'gm',
);

/** The comments of a text. Those of consecutive lines accept findings in the same line, the next one. */
export function readIgnoreComments(source: SourceFile): IgnoreComment[] {
  const found = [...source.text.matchAll(pattern)].map(match => {
    const { directive = '', scope, rest = '' } = match.groups ?? {};
    const [names = '', ...reason] = rest.replace(/\s*(?:#\}|\*\/|-->)\s*$/, '').split(/(?<=^|\s)--(?=\s|$)/);
    const start = match.index + match[0].length - directive.length;
    return {
      source,
      start,
      ownLine: locationOf({ source, start }).line,
      scope,
      rules: names.split(/[\s,]+/).filter(name => name !== ''),
      reason: reason.join('--').trim(),
    };
  });
  const lines = new Set(found.map(({ ownLine }) => ownLine));
  return found.map(({ ownLine, scope, ...comment }) => {
    let line = ownLine + 1;
    while (lines.has(line)) line += 1;
    return { ...comment, line: scope === 'file' ? undefined : line };
  });
}

/**
 * Whether a comment accepts a finding of a rule. One without a reason accepts none.
 *
 * @param line - 1-based
 */
export function accepts(comment: IgnoreComment, rule: string, line: number): boolean {
  return (
    comment.reason !== '' &&
    comment.rules.includes(rule) &&
    (comment.line === undefined || comment.line === line)
  );
}

/** The problem of a comment itself: it has no reason, or names no rule or an unknown one. */
export function problemOf(comment: IgnoreComment, known: readonly string[]): IgnoreProblem | undefined {
  if (comment.rules.length === 0) {
    return {
      at: comment,
      message: 'The comment names no rule, so it ignores nothing.',
      fix: `Name the rules before the reason: ${IGNORE}-next-line <rule> -- <reason>.`,
    };
  }
  const unknown = comment.rules.find(rule => !known.includes(rule));
  if (unknown !== undefined) {
    const intended = certainMatch(unknown, known);
    return {
      at: comment,
      message: `There is no rule ${unknown}.`,
      fix: intended ? `Write ${intended}.` : 'goldpath rules lists all rules.',
    };
  }
  if (comment.reason !== '') return undefined;
  return {
    at: comment,
    message: 'The comment has no reason, so it ignores nothing.',
    fix: `Add the reason after two hyphens: ${comment.rules.join(', ')} -- <reason>.`,
  };
}
