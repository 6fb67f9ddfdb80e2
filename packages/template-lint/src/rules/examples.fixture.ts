import type { Diagnostic } from '@goldpath/diagnostics';
import { folderOf } from '@goldpath/files/testing';
import { lint, type LintOptions } from '../lint.ts';
import type { Example } from '../rule.ts';

const indented = (text: string) => text.trimEnd().replace(/^(?=.)/gm, '  ');

/** A template.yaml with a `spec`. */
export const templateYaml = (spec: string) => `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata:
  name: example
spec:
${/^type:/m.test(spec) ? '' : '  type: service\n'}${/^steps:/m.test(spec) ? '' : '  steps: []\n'}${indented(spec)}
`;

/** The files of an example. */
export function filesOfExample(example: Example): Exclude<Example, string> {
  return typeof example === 'string' ? { 'template.yaml': templateYaml(example) } : example;
}

/** Writes an example into a temporary folder, which is deleted when the test ends. */
export function writeExample(example: Example): Promise<string> {
  return folderOf(filesOfExample(example));
}

/** The diagnostics of an example. */
export async function lintExample(
  example: Example,
  options: Omit<LintOptions, 'folder'> = {},
): Promise<Diagnostic[]> {
  const folder = await writeExample(example);
  return (await lint(['template.yaml'], { ...options, folder })).diagnostics;
}
