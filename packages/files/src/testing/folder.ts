import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** Content by path. A file with the content `null` is left out. */
export type Files = Record<string, string | null>;

/** A temporary folder with these files, deleted when the test ends. */
export async function folderOf(files: Files = {}): Promise<string> {
  const folder = await makeFolder(files);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A temporary folder with these files, which the caller deletes. */
export async function makeFolder(files: Files): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-test-'));
  for (const [file, content] of Object.entries(files)) {
    if (content === null) continue;
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), content);
  }
  return folder;
}
