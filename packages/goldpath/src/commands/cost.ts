import { AssumptionError, type CostFormat, costProgram, writeCost } from '@goldpath/plugin-goldpath-node';
import { InputError } from '../exit.ts';

/** How a cost report is asked for. */
export interface CostCommand {
  stage?: string;
  format: CostFormat;
  /** assumptions to replace, each `name=value` */
  assume?: string[];
  color: boolean;
  /** characters of a line on the terminal, where there is one */
  columns?: number;
}

/**
 * Tells what the infrastructure of a folder costs a month, in the form that was asked for.
 *
 * @throws InputError for an assumption that cannot be
 */
export async function cost(
  dir: string,
  { stage, format, assume, color, columns }: CostCommand,
): Promise<string> {
  const report = await costProgram(dir, {
    ...(assume && { assume }),
    ...(stage !== undefined && { stage }),
  }).catch(error => {
    throw error instanceof AssumptionError ? new InputError(error.message) : error;
  });
  return writeCost(report, format, { color, ...(columns !== undefined && { columns }) });
}
