import path from 'node:path';
import type { CheckReport } from '../checkRepository.ts';
import { ruleDescriptions } from '../rules.ts';
import { toGithub } from './github.ts';
import { formatReport } from './text.ts';

/** In which forms a report can be had. */
export const reportFormats = ['text', 'json', 'sarif', 'junit', 'github'] as const;

/** One of {@link reportFormats}. */
export type ReportFormat = (typeof reportFormats)[number];

/**
 * The report in the form that is asked for.
 *
 * @param options.folder - the checked folder as seen from the root of the repository, with forward slashes; what shows
 *   findings at their lines wants files as seen from there
 */
export async function writeReport(
  report: CheckReport,
  format: ReportFormat,
  { color = false, folder = '' }: { color?: boolean; folder?: string } = {},
): Promise<string> {
  switch (format) {
    case 'text':
      return formatReport(report, { color });
    case 'json':
      return `${JSON.stringify(report, null, 2)}\n`;
    case 'sarif':
      return (await import('./sarif.ts')).toSarif(seenFrom(folder, report), await ruleDescriptions());
    case 'junit':
      return (await import('./junit.ts')).toJunit(seenFrom(folder, report));
    case 'github':
      return toGithub(seenFrom(folder, report));
  }
}

function seenFrom(folder: string, { results, summary }: CheckReport): CheckReport {
  const moved = results.map(result => {
    const file = path.posix.join(folder, result.location.file);
    return { ...result, location: { ...result.location, file } };
  });
  return { results: moved, summary };
}
