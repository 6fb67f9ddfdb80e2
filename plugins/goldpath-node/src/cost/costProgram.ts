import { programFolder } from '../diagram/programFolder.ts';
import { assume } from './assumptions.ts';
import type { CostReport } from './report.ts';

/** What is asked of a cost report. */
export interface CostOptions {
  stage?: string;
  /** assumptions to replace, each `name=value` */
  assume?: readonly string[];
  signal?: AbortSignal;
}

/**
 * Executes a Pulumi program offline and tells what it costs a month, for one stage or for each of them.
 *
 * @param dir the program's folder, or a repository that holds one
 * @throws AssumptionError for an assumption that does not exist or is no number
 * @throws FolderError when there is no program
 * @throws ProgramError when it does not run to its end, or has no such stage
 */
export async function costProgram(
  dir: string,
  { stage, assume: given = [], signal }: CostOptions = {},
): Promise<CostReport> {
  const assumptions = assume(given);
  const folder = await programFolder(dir);
  const [{ programGraphs }, { costReport }] = await Promise.all([
    import('@goldpath/policies'),
    import('./costReport.ts'),
  ]);
  const graphs = await programGraphs(folder, {
    ...(stage !== undefined && { stack: stage }),
    ...(signal && { signal }),
  });
  return costReport(graphs, assumptions);
}
