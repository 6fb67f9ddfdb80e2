import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { checkGraph } from '../check.ts';
import { ResourceGraph } from '../graph/graph.ts';
import type { Rule } from '../rules/rule.ts';
import { executeIn, startChild } from '../run/execute.ts';
import { readProject } from '../run/project.ts';
import type { StackRun } from '../run/recorded.ts';

/** Writes a program into a temporary folder, which goes with the test; `Pulumi.yaml` is added where it is not given. */
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

/** The AWS package, and everything that a small network needs, for programs of tests. */
const prelude = `import * as aws from '@pulumi/aws'; import * as pulumi from '@pulumi/pulumi';`;

let child: ReturnType<typeof startChild> | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * Executes a program in the one process of a test file, one after another, for loading the AWS package is most of the time.
 *
 * @param dir the program's folder, without links
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

/** The graph of a program that consists of these lines. They begin on line 2. */
export async function graphOf(lines: string): Promise<{ graph: ResourceGraph; dir: string }> {
  const dir = await realpath(await programIn({ 'index.ts': `${prelude}\n${lines.trim()}\n` }));
  const [run] = await executeShared(dir);
  return { graph: new ResourceGraph(run?.resources ?? []), dir };
}

afterAll(() => {
  child?.kill('SIGKILL');
});

/**
 * What a rule says of a program that consists of these lines. They begin on line 2.
 *
 * @returns for each finding the resource's name, the verdict, the line and the message
 */
export async function judge(rule: Rule, lines: string) {
  const { graph, dir } = await graphOf(lines);
  return checkGraph(graph, dir, [rule]).map(({ resource, verdict, location, message }) => ({
    name: resource.name,
    verdict,
    line: location.line,
    message,
  }));
}
