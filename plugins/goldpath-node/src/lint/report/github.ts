import { workflowCommand } from '../../report/workflowCommand.ts';
import type { LintReport, LintSeverity } from '../finding.ts';

const commands = { error: 'error', warning: 'warning', unknown: 'notice' } as const satisfies Record<
  LintSeverity,
  string
>;

/** The report as commands of a GitHub workflow. */
export function toGithub({ findings }: LintReport): string {
  return findings
    .map(({ rule, severity, file, line, column, message, fix }) =>
      workflowCommand(commands[severity], { file, line, col: column, title: rule }, `${message}\n${fix}`),
    )
    .join('');
}
