import type { LintSeverity } from '@goldpath/plugin-goldpath-node/lint';
import type { TemplateReport } from '@goldpath/plugin-goldpath-backend/api';

/** The severities, the worst first. */
export const severities = ['error', 'warning', 'unknown'] as const satisfies readonly LintSeverity[];

/** Which findings are shown. */
export type Shown = LintSeverity | 'all';

/** How many findings of each severity there are in all templates. */
export function totals(templates: readonly TemplateReport[]): Record<LintSeverity, number> {
  const sum = (severity: LintSeverity) =>
    templates.reduce((total, { counts }) => total + counts[severity], 0);
  return { error: sum('error'), warning: sum('warning'), unknown: sum('unknown') };
}

/**
 * The templates that have findings of a severity, each with these alone; all templates for `all`. Those that need
 * somebody first: not readable, then by their worst findings, then by title.
 */
export function select(templates: readonly TemplateReport[], shown: Shown): TemplateReport[] {
  const chosen = templates.map(template => ({
    ...template,
    findings: template.findings.filter(({ severity }) => shown === 'all' || severity === shown),
  }));
  return chosen.filter(({ findings }) => shown === 'all' || findings.length > 0).sort(byNeed);
}

function byNeed(left: TemplateReport, right: TemplateReport): number {
  const need = ({ problem, counts }: TemplateReport) => [
    problem === undefined ? 0 : 1,
    ...severities.map(severity => counts[severity]),
  ];
  const [ours, theirs] = [need(left), need(right)];
  const differing = ours.findIndex((count, index) => count !== theirs[index]);
  return differing === -1
    ? left.title.localeCompare(right.title)
    : Number(theirs[differing]) - Number(ours[differing]);
}
