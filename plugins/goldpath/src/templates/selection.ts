import type { Severity } from '@goldpath/diagnostics';
import type { TemplateReport } from '@goldpath/plugin-goldpath-common';

/** The severities, most serious first. */
export const severities = ['error', 'warning', 'unknown'] as const satisfies readonly Severity[];

/** The severity to show. */
export type Shown = Severity | 'all';

/** The number of problems of each severity in all templates. */
export function totals(templates: readonly TemplateReport[]): Record<Severity, number> {
  const sum = (severity: Severity) => templates.reduce((total, { counts }) => total + counts[severity], 0);
  return { error: sum('error'), warning: sum('warning'), unknown: sum('unknown') };
}

/**
 * The templates that have problems of a severity, each with only these; all templates for `all`. Unreadable templates come
 * first, then those with the most serious problems, then by title.
 */
export function select(templates: readonly TemplateReport[], shown: Shown): TemplateReport[] {
  const chosen = templates.map(template => ({
    ...template,
    diagnostics: template.diagnostics.filter(({ severity }) => shown === 'all' || severity === shown),
  }));
  return chosen.filter(({ diagnostics }) => shown === 'all' || diagnostics.length > 0).sort(byUrgency);
}

function byUrgency(left: TemplateReport, right: TemplateReport): number {
  const urgencyOf = ({ problem, counts }: TemplateReport) => [
    Number(problem !== undefined),
    ...severities.map(severity => counts[severity]),
  ];
  const [ours, theirs] = [urgencyOf(left), urgencyOf(right)];
  const differing = ours.findIndex((count, index) => count !== theirs[index]);
  if (differing === -1) return left.title.localeCompare(right.title);
  return Number(theirs[differing]) - Number(ours[differing]);
}
