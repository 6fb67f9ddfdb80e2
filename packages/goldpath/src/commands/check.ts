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
  return { text: await writeReport(report, format, { color }), sound: !report.results.some(isBlocking) };
}
