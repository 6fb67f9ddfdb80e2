import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { ResourceGraph } from '../graph/graph.ts';
import { executeIn, startChild } from '../run/execute.ts';
import { readProject } from '../run/project.ts';
import type { StackRun } from '../run/recorded.ts';

/** Writes a program into a temporary folder, which is removed after the test. `Pulumi.yaml` is added unless it is given. */
export async function programIn(files: Record<string, string>): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'goldpath-program-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const all = { 'Pulumi.yaml': 'name: shop\nruntime: nodejs\n', ...files };
  for (const [file, content] of Object.entries(all)) {
    await mkdir(path.dirname(path.join(dir, file)), { recursive: true });
    await writeFile(path.join(dir, file), content);
  }
  return dir;
}

/** The imports of the programs of {@link graphOf}. */
const prelude = `import * as aws from '@pulumi/aws'; import * as pulumi from '@pulumi/pulumi';`;

let child: ReturnType<typeof startChild> | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * Executes a program in the one child process of a test file. Programs run one after another, because loading the AWS
 * package takes most of the time.
 *
 * @param dir real path of the program's folder
 */
export async function executeShared(dir: string): Promise<StackRun[]> {
  const before = last;
  const running = (async () => {
    await before;
    const execution = await readProject(dir);
    child ??= startChild();
    try {
      return await executeIn(child, execution);
    } catch (error) {
      child.kill('SIGKILL');
      child = undefined;
      throw error;
    }
  })();
  last = running.catch(() => undefined);
  return running;
}

/** Returns the graph of a program with these lines, which begin on line 2, in the stage `prod`. */
export async function graphOf(lines: string): Promise<{ graph: ResourceGraph; dir: string }> {
  const files = { 'index.ts': `${prelude}\n${lines.trim()}\n`, 'Pulumi.prod.yaml': 'config: {}\n' };
  const dir = await realpath(await programIn(files));
  const [run] = await executeShared(dir);
  return { graph: new ResourceGraph(run?.resources ?? []), dir };
}

afterAll(() => {
  child?.kill('SIGKILL');
});
