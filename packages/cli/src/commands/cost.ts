import { type CostFormat, costProgram, writeCost } from '@goldpath/cost';

/** Options of {@link cost}. */
export interface CostCommand {
  stage?: string;
  format: CostFormat;
  /** assumptions to replace, each `name=value` */
  assume?: string[];
  color: boolean;
  signal?: AbortSignal;
  /** width of the terminal in characters, where there is one */
  columns?: number;
}

/** The monthly cost of the infrastructure in a folder, in the requested format. */
export async function cost(
  dir: string,
  { stage, format, assume, color, columns, signal }: CostCommand,
): Promise<string> {
  const report = await costProgram(dir, {
    ...(assume && { assume }),
    ...(stage !== undefined && { stage }),
    ...(signal && { signal }),
  });
  return writeCost(report, format, { color, ...(columns !== undefined && { columns }) });
}
