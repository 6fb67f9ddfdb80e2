import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Tree } from '@goldpath/files';
import { type Execution, ProgramHost, type ProgramOptions, type StackRun } from '@goldpath/program';

type Execute = NonNullable<ProgramOptions['execute']>;

/** The results that are kept; one has about a megabyte. */
const KEPT_RESULTS = 50;

const CODE = /\.[cm]?[jt]sx?$/;
/** The files of a project and its stacks: the execution has everything that is used of them. */
const PROJECT_FILE = /^Pulumi(\..+)?\.ya?ml$/;

/**
 * Executes the programs of previews in one process that stays ready, and not again when only answers have changed that the
 * program does not depend on.
 */
export class PreviewHost {
  readonly #host: Pick<ProgramHost, 'execute' | 'stop'>;
  /** by the contents that they depend on; the most recently used are last */
  readonly #known = new Map<string, { dir: string; runs: StackRun[] }>();

  constructor(host: Pick<ProgramHost, 'execute' | 'stop'> = new ProgramHost()) {
    this.#host = host;
  }

  /**
   * Executes the programs of a repository.
   *
   * @param tree - its files
   * @param dir - the folder that they have been written to
   */
  executeIn(tree: Tree, dir: string): Execute {
    return async (execution, options) => {
      const key = keyOf(tree, dir, execution);
      const known = this.#known.get(key);
      this.#known.delete(key);
      const result = known ?? { dir: execution.dir, runs: await this.#host.execute(execution, options) };
      this.#known.set(key, result);
      const [oldest] = this.#known.keys();
      if (this.#known.size > KEPT_RESULTS && oldest !== undefined) this.#known.delete(oldest);
      return moved(result.runs, result.dir, execution.dir);
    };
  }

  /** Ends the process. */
  stop(): void {
    this.#host.stop();
  }
}

/** A hash of everything that a program depends on: its configuration, the files of its folder, and all code. */
function keyOf(tree: Tree, dir: string, execution: Execution): string {
  const folder = path.relative(dir, execution.dir).split(path.sep).join('/');
  const relative = JSON.stringify(execution).replaceAll(JSON.stringify(dir).slice(1, -1), '');
  const hash = createHash('sha256').update(relative);
  for (const [file, { content }] of tree) {
    const isInProgram = file.startsWith(`${folder}/`) && !PROJECT_FILE.test(path.posix.basename(file));
    if (isInProgram || CODE.test(file)) hash.update(`\n${file} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

/** The results of a program in another folder. */
function moved(runs: StackRun[], from: string, to: string): StackRun[] {
  if (from === to) return runs;
  return JSON.parse(
    JSON.stringify(runs).replaceAll(JSON.stringify(from).slice(1, -1), JSON.stringify(to).slice(1, -1)),
  ) as StackRun[];
}
