import type { CheckResult } from '@goldpath/policies';
import type { CheckReport } from '../checkRepository.ts';
import { subjectOf } from './subject.ts';

/**
 * The report as commands of a GitHub workflow, which show each finding at its line of the pull request
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands).
 */
export function toGithub({ results }: CheckReport): string {
  const told = results.filter(({ verdict }) => verdict === 'fail' || verdict === 'unverifiable');
  return told.map(toCommand).join('');
}

function toCommand(result: CheckResult): string {
  const { rule, severity, verdict, location, message, remedy } = result;
  const title = verdict === 'unverifiable' ? `${rule} (unverifiable)` : rule;
  const properties = { file: location.file, line: String(location.line), title };
  const written = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  const text = [`${subjectOf(result)}: ${message}`, remedy].filter(Boolean).join('\n');
  return `::${severity} ${written.join(',')}::${escapeData(text)}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
