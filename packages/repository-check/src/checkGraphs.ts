import type { Diagnostic } from '@goldpath/diagnostics';
import type { ProgramGraphs } from '@goldpath/program';

/**
 * Applies the policies to resource graphs that were read instead of executed.
 *
 * @param isPartial whether there may be more stages
 * @returns the problems of the waivers alone when they are not valid
 */
export async function checkGraphsIn(program: ProgramGraphs, isPartial = false): Promise<Diagnostic[]> {
  const { checkGraphs, WaiversError } = await import('@goldpath/policies');
  try {
    return await checkGraphs(program, isPartial);
  } catch (error) {
    if (error instanceof WaiversError) return [...error.diagnostics];
    throw error;
  }
}
