import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { FolderError } from './folderError.ts';
import { listFiles } from './listFiles.ts';
import type { Tree, TreeFile } from './tree.ts';

const names = { link: 'a symbolic link', other: 'not a regular file' };

/**
 * Reads a folder without the files that its `.gitignore` files exclude, and without `.git`.
 *
 * @throws FolderError when it has a symbolic link or another entry that is not a regular file
 */
export async function readTree(root: string): Promise<Tree> {
  const listed = await listFiles(root);
  const files = listed.map(async ({ path: shown, kind }): Promise<[string, TreeFile]> => {
    if (kind !== 'file') {
      throw new FolderError(`${shown} is ${names[kind]}; replace it with a regular file.`);
    }
    const file = path.join(root, shown);
    const [content, { mode }] = await Promise.all([readFile(file), stat(file)]);
    return [shown, { content, executable: (mode & 0o111) !== 0 }];
  });
  return new Map(await Promise.all(files));
}
