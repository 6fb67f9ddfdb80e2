import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FolderError } from './folderError.ts';
import type { Tree } from './tree.ts';

/**
 * Writes a tree as a folder, completely or not at all: it is built beside the target and then moved.
 *
 * @param dir - a folder that does not exist or is empty; its parents are created
 * @throws FolderError when it has content already, which is not changed
 */
export async function writeTree(tree: Tree, dir: string): Promise<void> {
  const target = path.resolve(dir);
  await refuseOccupied(target, dir);
  const building = `${target}.${randomUUID()}`;
  try {
    await mkdir(building, { recursive: true });
    const folders = new Set([...tree.keys()].map(file => path.dirname(inside(building, file))));
    await Promise.all([...folders].map(folder => mkdir(folder, { recursive: true })));
    await Promise.all(
      [...tree].map(([file, { content, executable }]) =>
        writeFile(inside(building, file), content, { mode: executable ? 0o777 : 0o666 }),
      ),
    );
    await rename(building, target);
  } catch (error) {
    await rm(building, { recursive: true, force: true });
    // another process was faster
    if (isCode(error, 'ENOTEMPTY') || isCode(error, 'EEXIST')) throw occupied(dir);
    throw error;
  }
}

async function refuseOccupied(target: string, shown: string): Promise<void> {
  try {
    if ((await readdir(target)).length > 0) throw occupied(shown);
  } catch (error) {
    if (isCode(error, 'ENOTDIR'))
      throw new FolderError(`${shown} is not a folder; give a folder that does not exist yet.`);
    if (!isCode(error, 'ENOENT')) throw error;
  }
}

function occupied(shown: string): FolderError {
  return new FolderError(`${shown} is not empty and was not changed; give a folder that does not exist yet.`);
}

function inside(root: string, file: string): string {
  const resolved = path.resolve(root, file);
  if (!resolved.startsWith(root + path.sep)) throw new Error(`${file} is outside the folder to write`);
  return resolved;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
