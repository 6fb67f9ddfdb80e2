import { programFolder, type ProgramOptions } from '@goldpath/program';
import type { Drawing } from './elements.ts';

/** The options of {@link drawProgram}. */
export interface DrawOptions {
  /** the stage to draw; by default every stage of the program */
  stage?: string;
  signal?: AbortSignal;
}

/** The architecture of one stage. */
export interface DrawnStage {
  stage: string;
  drawing: Drawing;
}

/**
 * Executes a Pulumi program offline and draws the resources that it registers.
 *
 * @param dir the program's folder, or a repository that contains one
 * @throws FolderError when there is no program
 * @throws ProgramError when the program fails, or does not have the stage
 */
export async function drawProgram(dir: string, { stage, signal }: DrawOptions = {}): Promise<DrawnStage[]> {
  const folder = await programFolder(dir);
  const [{ runProgram }, { drawing }] = await Promise.all([
    import('@goldpath/program'),
    import('./drawing.ts'),
  ]);
  const options: ProgramOptions = {};
  if (stage !== undefined) options.stack = stage;
  if (signal) options.signal = signal;
  const { project, stages } = await runProgram(folder, options);
  return stages.map(({ stack, region, graph }) => ({
    stage: stack,
    drawing: drawing(graph, { title: `${project}, stage ${stack}`, region }),
  }));
}
