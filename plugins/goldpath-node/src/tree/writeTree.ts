import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FolderError } from '../errors.ts';
import type { Tree } from './tree.ts';

/**
 * Writes a tree as a folder, whole or not at all: it is built beside the target and then moved there.
 *
 * @param dir - a folder that does not exist or is empty; its parents are made
 * @throws FolderError when something lies there already, which stays as it is
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
    // somebody was faster between the first look and the move
    if (isCode(error, 'ENOTEMPTY') || isCode(error, 'EEXIST')) throw occupied(dir);
    throw error;
  }
}

async function refuseOccupied(target: string, shown: string): Promise<void> {
  try {
    if ((await readdir(target)).length > 0) throw occupied(shown);
  } catch (error) {
    if (isCode(error, 'ENOTDIR'))
      throw new FolderError(`${shown} is no folder; name a folder that does not exist yet`);
    if (!isCode(error, 'ENOENT')) throw error;
  }
}

function occupied(shown: string): FolderError {
  return new FolderError(
    `${shown} is not empty and was left as it is; name a folder that does not exist yet`,
  );
}

function inside(root: string, file: string): string {
  const resolved = path.resolve(root, file);
  if (!resolved.startsWith(root + path.sep))
    throw new Error(`${file} leads out of the folder that is written`);
  return resolved;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
