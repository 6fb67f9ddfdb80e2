import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { FolderError } from '../errors.ts';
import { listFiles } from './listFiles.ts';
import type { Tree, TreeFile } from './tree.ts';

/**
 * Reads a folder without what its `.gitignore` files exclude, and without `.git`.
 *
 * @throws FolderError when it holds a symbolic link or something else that is no plain file
 */
export async function readTree(root: string): Promise<Tree> {
  const listed = await listFiles(root);
  const files = listed.map(async ({ path: shown, kind }): Promise<[string, TreeFile]> => {
    if (kind !== 'file') {
      throw new FolderError(
        `${shown} is ${kind === 'link' ? 'a symbolic link' : 'no plain file'}; put a plain file there`,
      );
    }
    const file = path.join(root, shown);
    const [content, { mode }] = await Promise.all([readFile(file), stat(file)]);
    return [shown, { content, executable: (mode & 0o111) !== 0 }];
  });
  return new Map(await Promise.all(files));
}
