import { programFolder, type ProgramOptions } from '@goldpath/program';
import { parseAssumptions } from './assumptions.ts';
import type { CostReport } from './report.ts';

/** The options of {@link costProgram}. */
export interface CostOptions {
  /** the stage to estimate; by default every stage of the program */
  stage?: string;
  /** assumptions to replace, each `name=value` */
  assume?: readonly string[];
  signal?: AbortSignal;
}

/**
 * Executes a Pulumi program offline and estimates its monthly cost.
 *
 * @param dir the program's folder, or a repository that contains one
 * @throws AssumptionError for an assumption that does not exist or is not a number
 * @throws FolderError when there is no program
 * @throws ProgramError when the program fails, or does not have the stage
 */
export async function costProgram(
  dir: string,
  { stage, assume = [], signal }: CostOptions = {},
): Promise<CostReport> {
  const assumptions = parseAssumptions(assume);
  const folder = await programFolder(dir);
  const [{ runProgram }, { costReport }] = await Promise.all([
    import('@goldpath/program'),
    import('./costReport.ts'),
  ]);
  const options: ProgramOptions = {};
  if (stage !== undefined) options.stack = stage;
  if (signal) options.signal = signal;
  return costReport(await runProgram(folder, options), assumptions);
}
