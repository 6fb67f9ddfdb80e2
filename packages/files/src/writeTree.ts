import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createFolder } from './createFolder.ts';
import { fileSystemProblem } from './fileSystemProblem.ts';
import { FolderError } from './folderError.ts';
import type { Tree } from './tree.ts';

/**
 * Writes a tree as a folder, completely or not at all: it is built beside the target and then moved.
 *
 * @param dir - a folder that does not exist or is empty; its parents are created
 * @param signal - stops the writing, which leaves nothing behind and throws the signal's reason
 * @throws FolderError when it has content already, which is not changed, or cannot be written
 */
export async function writeTree(tree: Tree, dir: string, signal?: AbortSignal): Promise<void> {
  await refuseOccupied(dir);
  const target = path.resolve(dir);
  const building = `${target}.${randomUUID()}`;
  let removeParents = async () => {};
  try {
    removeParents = await createFolder(path.dirname(target));
    await mkdir(building);
    const folders = new Set([...tree.keys()].map(file => path.dirname(inside(building, file))));
    await Promise.all([...folders].map(folder => mkdir(folder, { recursive: true })));
    await Promise.all(
      [...tree].map(([file, { content, executable }]) => {
        const mode = executable ? modes.executable : modes.regular;
        return writeFile(inside(building, file), content, { mode });
      }),
    );
    signal?.throwIfAborted();
    await rename(building, target);
  } catch (error) {
    await rm(building, { recursive: true, force: true });
    await removeParents();
    // another process was faster
    if (isCode(error, 'ENOTEMPTY') || isCode(error, 'EEXIST')) throw occupied(dir);
    throw folderError(error, dir);
  }
}

const modes = { executable: 0o777, regular: 0o666 };

/**
 * Refuses a folder that {@link writeTree} would not write.
 *
 * @throws FolderError when it has content, or is not a folder
 */
export async function refuseOccupied(dir: string): Promise<void> {
  try {
    if ((await readdir(dir)).length > 0) throw occupied(dir);
  } catch (error) {
    if (isCode(error, 'ENOTDIR'))
      throw new FolderError(`${dir} is not a folder; give a folder that does not exist yet.`);
    if (!isCode(error, 'ENOENT')) throw folderError(error, dir);
  }
}

/** An error of the file system as one for the user; any other is returned unchanged. */
function folderError(error: unknown, dir: string): unknown {
  const problem = fileSystemProblem(error);
  if (problem === undefined) return error;
  return new FolderError(`${dir} cannot be written: ${problem}`, [], { cause: error });
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
