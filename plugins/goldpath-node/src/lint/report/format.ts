import type { LintRule } from '../rule.ts';
import type { LintRun } from '../lint.ts';
import { toGithub } from './github.ts';
import { toSarif } from './sarif.ts';
import { formatText, type TextLook } from './text.ts';

/** The form of a report. */
export type LintFormat = 'text' | 'json' | 'sarif' | 'github';

/**
 * The report in the form that is asked for.
 *
 * @param rules - those that looked
 */
export function writeLintReport(
  run: LintRun,
  format: LintFormat,
  rules: readonly LintRule[],
  look: TextLook,
): string {
  switch (format) {
    case 'text':
      return formatText(run, look);
    case 'json':
      return toJson(run);
    case 'sarif':
      return toSarif(run, rules);
    case 'github':
      return toGithub(run);
  }
}

function toJson({ findings, summary }: LintRun): string {
  const told = findings.map(({ edits: _, ...finding }) => finding);
  return `${JSON.stringify({ findings: told, summary }, null, 2)}\n`;
}
