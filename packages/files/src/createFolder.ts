import { existsSync } from 'node:fs';
import { mkdir, rmdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * Creates a folder and the missing folders around it, one by one: Node's recursive `mkdir` does not end where a folder exists
 * but accepts no entries, such as /proc.
 *
 * @returns a function that removes the created folders that are empty
 */
export async function createFolder(dir: string): Promise<() => Promise<void>> {
  const missing: string[] = [];
  for (let at = dir; !existsSync(at); at = path.dirname(at)) missing.push(at);
  const created: string[] = [];
  const undo = async () => {
    // a folder that is not empty is used by another process
    for (const folder of created.toReversed()) await rmdir(folder).catch(() => {});
  };
  try {
    for (const folder of missing.toReversed()) {
      if (await wasCreated(folder)) created.push(folder);
    }
  } catch (error) {
    await undo();
    throw error;
  }
  return undo;
}

async function wasCreated(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    // another process was faster
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
