import type { Diagnostic, Severity } from '../diagnostic.ts';
import { describeSubject, isProblem, verdictOf } from './subject.ts';
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
  const { rule, severity, location, message, fix } = diagnostic;
  const { file, line, column } = location;
  const title = verdictOf(diagnostic) === 'unverifiable' ? `${rule} (unverifiable)` : rule;
  const position: Record<string, string | number> = { file, line };
  if (column !== undefined) position.col = column;
  const subject = describeSubject(diagnostic);
  const sentence = subject === '' ? message : `${subject}: ${message}`;
  const text = fix ? `${sentence}\n${fix}` : sentence;
  return workflowCommand(commands[severity], { ...position, title }, text);
}
