import path from 'node:path';
import process from 'node:process';
import { checkRepository, isBlocking, type ReportFormat, writeReport } from '@goldpath/plugin-goldpath-node';

/** How a check is asked for. */
export interface CheckCommand {
  stage?: string;
  format: ReportFormat;
  color: boolean;
  /** is told what is done meanwhile */
  onProgress?: (line: string) => void;
}

/**
 * Checks a folder.
 *
 * @returns the report in the form that was asked for, and whether nothing in it forbids to go on
 */
export async function check(
  dir: string,
  { stage, format, color, onProgress }: CheckCommand,
): Promise<{ text: string; sound: boolean }> {
  const report = await checkRepository(dir, {
    ...(stage !== undefined && { stage }),
    ...(onProgress && { onProgress }),
  });
  const text = await writeReport(report, format, { color, folder: seenFromRepository(dir) });
  return { text, sound: !report.results.some(isBlocking) };
}

/** The folder as seen from the root of the repository that the command runs in; empty when it lies elsewhere. */
function seenFromRepository(dir: string): string {
  const relative = path.relative(process.env.GITHUB_WORKSPACE || process.cwd(), dir);
  const elsewhere = path.isAbsolute(relative) || relative.split(path.sep)[0] === '..';
  return elsewhere ? '' : relative.split(path.sep).join('/');
}
