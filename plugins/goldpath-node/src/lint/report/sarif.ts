import type { ReportingDescriptor, Result } from 'sarif';
import { physicalLocation, sarifLog } from '../../report/sarifLog.ts';
import { explainMarkdown } from '../explain.ts';
import type { LintFinding, LintReport, LintSeverity } from '../finding.ts';
import type { LintRule } from '../rule.ts';

const levels = { error: 'error', warning: 'warning', unknown: 'note' } as const satisfies Record<
  LintSeverity,
  string
>;

/** The report as SARIF. */
export function toSarif({ findings }: LintReport, rules: readonly LintRule[]): string {
  const alike = new Map<string, number>();
  const results = findings.map(finding => {
    // what is so several times in a file is told apart by its turn, since lines move
    const { rule, file, message } = finding;
    const print = `${rule}/${file}/${message}`;
    const turn = (alike.get(print) ?? 0) + 1;
    alike.set(print, turn);
    return toResult(finding, `${print}/${turn}`);
  });
  return sarifLog(rules.map(toDescriptor), results);
}

function toDescriptor(rule: LintRule): ReportingDescriptor {
  return {
    id: rule.id,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    help: { text: `${rule.title} ${rule.why}`, markdown: explainMarkdown(rule) },
    defaultConfiguration: { level: levels[rule.severity] },
  };
}

function toResult(
  { rule, severity, file, line, column, message, fix }: LintFinding,
  fingerprint: string,
): Result {
  return {
    ruleId: rule,
    level: levels[severity],
    message: { text: `${message}\n\n${fix}` },
    locations: [{ physicalLocation: physicalLocation(file, { startLine: line, startColumn: column }) }],
    partialFingerprints: { 'goldpath/v1': fingerprint },
    suppressions: [],
  };
}
