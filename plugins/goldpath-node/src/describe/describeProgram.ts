import type { ProgramGraphs } from '@goldpath/policies';
import { usualAssumptions } from '../cost/assumptions.ts';
import { costReport } from '../cost/costReport.ts';
import { toMarkdown } from '../cost/format/markdown.ts';
import { drawingOf } from '../diagram/drawingOf.ts';
import { toSvg } from '../diagram/svg.ts';
import type { Tree, TreeFile } from '../tree/tree.ts';

/** The folder of a repository for {@link describeProgram}. */
export const DESCRIPTION_FOLDER = 'docs/infrastructure';

/**
 * The drawing of each stage of an executed program, and a page with all of them and what they cost: files for a repository's
 * documentation, by their names in its folder. Pure: nothing is executed or written.
 */
export function describeProgram(program: ProgramGraphs): Tree {
  const { project, stages } = program;
  const files: [string, string][] = stages.map(({ stack, region, graph }) => [
    `${stack}.svg`,
    toSvg(drawingOf(graph, { title: `${project}, stage ${stack}`, region })),
  ]);
  const drawings = stages.map(
    ({ stack }) => `## ${stack}\n\n![What the stage ${stack} makes](${stack}.svg)\n`,
  );
  const page = [
    `# The infrastructure of ${project}\n`,
    'Drawn and priced from the program in `infra/`, as it was when the repository was made. To do it again, where the platform’s command line is at hand: `goldpath diagram . --out docs/infrastructure/stage.svg` and `goldpath cost . --format markdown`.\n',
    ...drawings,
    toMarkdown(costReport(program, usualAssumptions)),
  ].join('\n');
  return new Map(
    [...files, ['README.md', page] as const].map(([name, text]): [string, TreeFile] => [
      name,
      { content: Buffer.from(text), executable: false },
    ]),
  );
}

/**
 * Executes a program and describes it.
 *
 * @param dir the program's folder
 * @throws ProgramError when it does not run to its end
 */
export async function describeFolder(dir: string): Promise<Tree> {
  const { programGraphs } = await import('@goldpath/policies');
  return describeProgram(await programGraphs(dir));
}
