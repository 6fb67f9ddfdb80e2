import type { Drawing } from './drawing.ts';
import { programFolder } from './programFolder.ts';

/** The architecture of one stage. */
export interface DrawnStage {
  stage: string;
  drawing: Drawing;
}

/**
 * Executes a Pulumi program offline and draws what it registers, for one stage or for each of them.
 *
 * @param dir the program's folder, or a repository that holds one
 * @throws FolderError when there is no program
 * @throws ProgramError when it does not run to its end, or has no such stage
 */
export async function drawProgram(
  dir: string,
  { stage, signal }: { stage?: string; signal?: AbortSignal } = {},
): Promise<DrawnStage[]> {
  const folder = await programFolder(dir);
  const { programGraphs } = await import('@goldpath/policies');
  const { drawingOf } = await import('./drawingOf.ts');
  const { project, stages } = await programGraphs(folder, {
    ...(stage !== undefined && { stack: stage }),
    ...(signal && { signal }),
  });
  return stages.map(({ stack, region, graph }) => ({
    stage: stack,
    drawing: drawingOf(graph, { title: `${project}, stage ${stack}`, region }),
  }));
}
