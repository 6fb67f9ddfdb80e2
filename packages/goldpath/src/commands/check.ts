import { checkRepository, formatReport, isBlocking } from '@goldpath/plugin-goldpath-node';

/**
 * Checks a folder.
 *
 * @returns the report as text, and whether nothing in it forbids to go on
 */
export async function check(
  dir: string,
  options: { color: boolean },
): Promise<{ text: string; sound: boolean }> {
  const report = await checkRepository(dir);
  return { text: formatReport(report, options), sound: !report.results.some(isBlocking) };
}
