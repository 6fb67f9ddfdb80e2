import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { costReport, writeCost } from '@goldpath/cost';
import { drawing, toSvg } from '@goldpath/diagram';
import type { Tree, TreeFile } from '@goldpath/files';
import type { ProgramGraphs } from '@goldpath/program';

/** The folder of a repository that the files of {@link describeProgram} belong in. */
export const DESCRIPTION_FOLDER = 'docs/infrastructure';

/**
 * Returns the documentation of an executed program: a drawing of each stage, and a page with all drawings and the monthly
 * cost. Nothing is executed or written.
 *
 * @returns files by name, relative to {@link DESCRIPTION_FOLDER}
 */
export function describeProgram(program: ProgramGraphs): Tree {
  const { project, stages } = program;
  const tree = new Map<string, TreeFile>();
  for (const { stack, region, graph } of stages) {
    const svg = toSvg(drawing(graph, { title: `${project}, stage ${stack}`, region }));
    tree.set(`${stack}.svg`, textFile(svg));
  }
  return tree.set('README.md', textFile(pageOf(program)));
}

function pageOf(program: ProgramGraphs): string {
  const { project, stages } = program;
  const images = stages.map(
    ({ stack }) => `## ${stack}\n\n![The architecture of the stage ${stack}](${stack}.svg)\n`,
  );
  return [
    `# Infrastructure of ${project}\n`,
    'Generated from the program in `infra/` when the repository was created. To update it with the platform’s command line, run `goldpath diagram . --out docs/infrastructure/stage.svg` and `goldpath cost . --format markdown`.\n',
    ...images,
    writeCost(costReport(program), 'markdown'),
  ].join('\n');
}

function textFile(content: string): TreeFile {
  return { content: Buffer.from(content), executable: false };
}

/** Options of {@link describeAgain}. */
export interface DescribeAgainOptions {
  /** programs that were executed, so that they are not executed again */
  executed?: readonly ProgramGraphs[] | undefined;
  /** stops the program */
  signal?: AbortSignal | undefined;
}

/**
 * Makes the documentation of a repository again.
 *
 * @param repository - its folder, whose program is in `infra/`
 * @returns files by their path in the repository; none when it has no such documentation
 * @throws ProgramError when the program fails
 */
export async function describeAgain(
  repository: string,
  { executed = [], signal }: DescribeAgainOptions = {},
): Promise<Tree> {
  if (!existsSync(path.join(repository, DESCRIPTION_FOLDER))) return new Map();
  const folder = path.join(repository, 'infra');
  const real = await realpath(folder).catch(() => folder);
  const known = executed.find(({ root }) => root === real);
  const files = known ? describeProgram(known) : await describeFolder(folder, signal);
  return new Map([...files].map(([file, content]) => [`${DESCRIPTION_FOLDER}/${file}`, content]));
}

/**
 * Executes a program and returns its documentation, as {@link describeProgram} does.
 *
 * @param dir the program's folder
 * @param signal - stops the program
 * @throws ProgramError when the program fails
 */
export async function describeFolder(dir: string, signal?: AbortSignal): Promise<Tree> {
  const { runProgram } = await import('@goldpath/program');
  return describeProgram(await runProgram(dir, { signal }));
}
