import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '@goldpath/diagnostics';
import type { Template } from '@goldpath/template';
import { problem } from '../ring.ts';
import { describeStamped } from './describeStamped.ts';

/** The file of a template that describes what its samples are stamped into. */
export const DESCRIPTION_FILE = 'stamped.md';

/** The description of a template is optional; where there is one, it must be the generated one. */
export async function staleDescription(template: Template): Promise<Diagnostic[]> {
  const file = path.join(template.dir, DESCRIPTION_FILE);
  if (!existsSync(file)) return [];
  const committed = await readFile(file, 'utf8');
  if (committed.replaceAll('\r\n', '\n') === describeStamped(template)) return [];
  return [
    problem('description', DESCRIPTION_FILE, {
      message: `${DESCRIPTION_FILE} does not describe the files that the samples are stamped into.`,
      fix: `Run: goldpath test ${template.id} --update, and review the change.`,
    }),
  ];
}

/** Writes the description of a template, and returns the path of its file. */
export async function updateDescription(template: Template): Promise<string> {
  const file = path.join(template.dir, DESCRIPTION_FILE);
  await writeFile(file, describeStamped(template));
  return file;
}
