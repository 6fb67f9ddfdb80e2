import type { LintSeverity, MendableFinding } from '../finding.ts';
import type { LintRun } from '../lint.ts';

/** A finding of some rule. */
export const finding = (more: Partial<MendableFinding> = {}): MendableFinding => ({
  rule: 'unknown-action',
  severity: 'error',
  file: 'mine/template.yaml',
  line: 2,
  column: 11,
  message: 'There is no action fetch:templat.',
  fix: 'Write fetch:template.',
  ...more,
});

/** A report of some findings. */
export function reportOf(...findings: MendableFinding[]): LintRun {
  const count = (wanted: LintSeverity) => findings.filter(({ severity }) => severity === wanted).length;
  const summary = {
    templates: 1,
    error: count('error'),
    warning: count('warning'),
    unknown: count('unknown'),
  };
  return { findings, summary };
}
