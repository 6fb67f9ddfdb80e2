import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { lint, type LintOptions } from '../lint.ts';
import type { MendableFinding } from '../finding.ts';
import type { Example } from '../rule.ts';

const indented = (text: string) => text.trimEnd().replace(/^(?=.)/gm, '  ');

/** A template.yaml around a `spec`. */
export const templateYaml = (spec: string) => `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata:
  name: example
spec:
${/^type:/m.test(spec) ? '' : '  type: service\n'}${/^steps:/m.test(spec) ? '' : '  steps: []\n'}${indented(spec)}
`;

/** Writes an example into a folder of its own, for as long as the test lasts. */
export async function writeExample(example: Example): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-lint-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const files = typeof example === 'string' ? { 'template.yaml': templateYaml(example) } : example;
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
  return folder;
}

/** What is found in an example. */
export async function lintExample(
  example: Example,
  options: Omit<LintOptions, 'folder'> = {},
): Promise<MendableFinding[]> {
  const folder = await writeExample(example);
  return (await lint(['template.yaml'], { ...options, folder })).findings;
}
