import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, getFileInfo, resolveConfig } from 'prettier';
import { SetupError } from '../setup/steps.ts';
import type { Plan } from './plan.ts';
import { duplicateName } from './register.ts';

/**
 * Writes the files of a plan, formatted, and edits the lists. Nothing is written unless everything can be.
 *
 * @param root the folder of the repository
 * @returns the paths of the files that were written and edited
 * @throws SetupError when a file exists already, or the name is already used in a file
 */
export async function applyPlan(root: string, { files, edits }: Plan): Promise<string[]> {
  const existing = [...files.keys()].find(file => existsSync(path.join(root, file)));
  if (existing !== undefined) throw new SetupError(`${existing} exists already; choose another name.`);

  const contents = new Map<string, string | Buffer>();
  for (const [file, content] of files) contents.set(file, await formatted(root, file, content));
  for (const [file, edit] of Object.entries(edits)) {
    const source = await readFile(path.join(root, file), 'utf8');
    contents.set(file, await formatted(root, file, edit(source)));
  }
  for (const [file, content] of contents) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), content);
  }
  return [...contents.keys()];
}

async function formatted(root: string, file: string, content: string | Buffer): Promise<string | Buffer> {
  if (typeof content !== 'string') return content;
  const duplicate = file.endsWith('.ts') ? duplicateName(content) : undefined;
  if (duplicate !== undefined)
    throw new SetupError(`${file} would declare '${duplicate}' twice; choose another name.`);
  const filepath = path.join(root, file);
  const { inferredParser } = await getFileInfo(filepath);
  if (inferredParser === null) return content;
  return format(content, { ...(await resolveConfig(filepath)), filepath });
}
