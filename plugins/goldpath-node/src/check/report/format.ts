import type { CheckReport } from '../checkRepository.ts';
import { ruleDescriptions } from '../rules.ts';
import { toGithub } from './github.ts';
import { formatReport } from './text.ts';

/** In which forms a report can be had. */
export const reportFormats = ['text', 'json', 'sarif', 'junit', 'github'] as const;

/** One of {@link reportFormats}. */
export type ReportFormat = (typeof reportFormats)[number];

/** The report in the form that is asked for. */
export async function writeReport(
  report: CheckReport,
  format: ReportFormat,
  options: { color?: boolean } = {},
): Promise<string> {
  switch (format) {
    case 'text':
      return formatReport(report, options);
    case 'json':
      return `${JSON.stringify(report, null, 2)}\n`;
    case 'sarif':
      return (await import('./sarif.ts')).toSarif(report, await ruleDescriptions());
    case 'junit':
      return (await import('./junit.ts')).toJunit(report);
    case 'github':
      return toGithub(report);
  }
}
