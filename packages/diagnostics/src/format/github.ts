import type { Diagnostic, Severity } from '../diagnostic.ts';
import { isProblem, sentenceOf, verdictOf } from './subject.ts';
import { workflowCommand } from './workflowCommand.ts';

const commands = { error: 'error', warning: 'warning', unknown: 'notice' } as const satisfies Record<
  Severity,
  string
>;

/** The problems as commands of a GitHub workflow, which show them at their lines in a pull request. */
export function toGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.filter(isProblem).map(toCommand).join('');
}

function toCommand(diagnostic: Diagnostic): string {
  const { rule, severity, location, fix } = diagnostic;
  const { file, line, column } = location;
  const position: Record<string, string | number> = { file, line };
  if (column !== undefined) position.col = column;
  const verdict = verdictOf(diagnostic);
  const title = verdict === 'fail' ? rule : `${rule} (${verdict})`;
  const text = [sentenceOf(diagnostic), fix].filter(Boolean).join('\n');
  return workflowCommand(commands[severity], { ...position, title }, text);
}
