import type { CheckResult } from '@goldpath/policies';
import { workflowCommand } from '../../report/workflowCommand.ts';
import type { CheckReport } from '../checkRepository.ts';
import { subjectOf } from './subject.ts';

/** The report as commands of a GitHub workflow. */
export function toGithub({ results }: CheckReport): string {
  const told = results.filter(({ verdict }) => verdict === 'fail' || verdict === 'unverifiable');
  return told.map(toCommand).join('');
}

function toCommand(result: CheckResult): string {
  const { rule, severity, verdict, location, message, remedy } = result;
  const title = verdict === 'unverifiable' ? `${rule} (unverifiable)` : rule;
  const text = [`${subjectOf(result)}: ${message}`, remedy].filter(Boolean).join('\n');
  return workflowCommand(severity, { ...location, title }, text);
}
