import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { checkProgram } from '../check.ts';
import type { Rule } from '../rules/rule.ts';

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

/**
 * What a rule says of a program that consists of these lines. They begin on line 2.
 *
 * @returns for each finding the resource's name, the verdict, the line and the message
 */
export async function judge({ id }: Rule, lines: string) {
  const results = await checkProgram(await programIn({ 'index.ts': `${prelude}\n${lines.trim()}\n` }));
  return results
    .filter(result => result.rule === id)
    .map(({ resource, verdict, location, message }) => ({
      name: resource.name,
      verdict,
      line: location.line,
      message,
    }));
}
