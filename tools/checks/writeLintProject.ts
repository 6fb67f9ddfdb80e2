import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { lintProjectOfChange } from './localChecks.ts';

/**
 * Writes the TypeScript project that `eslint.changed.config.js` reads.
 *
 * @param root - the folder of the repository
 * @param files - the files to lint, relative to it
 */
export async function writeLintProject(root: string, files: readonly string[]): Promise<void> {
  const project = path.join(root, '.cache', 'lint', 'tsconfig.json');
  await mkdir(path.dirname(project), { recursive: true });
  await writeFile(project, JSON.stringify(lintProjectOfChange(files)));
}
