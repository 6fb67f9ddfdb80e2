import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Tree } from '@goldpath/files';
import { writeBlobs } from './blobs.ts';
import { git, items, runGit } from './git.ts';

/** A file in a tree of git. */
export interface TreeEntry {
  /** such as 100644, 100755, 120000 (a link) or 160000 (a submodule) */
  mode: string;
  id: string;
}

/** The files of a tree of git by their path from the root of the repository. */
export type TreeEntries = ReadonlyMap<string, TreeEntry>;

/** Whether an entry is a regular file, not a link or a submodule. */
export function isRegular({ mode }: TreeEntry): boolean {
  return mode.startsWith('100');
}

/**
 * The files of a commit or a tree.
 *
 * @param prefix - only those below this folder, with a slash at its end; all without it
 */
export async function readEntries(dir: string, revision: string, prefix = ''): Promise<TreeEntries> {
  const scope = prefix === '' ? [] : ['--', prefix];
  const { stdout } = await runGit(dir, ['ls-tree', '-r', '-z', '--full-tree', revision, ...scope]);
  const entries = items(stdout).map((line): [string, TreeEntry] => {
    const tab = line.indexOf('\t');
    const [mode = '', , id = ''] = line.slice(0, tab).split(' ');
    return [line.slice(tab + 1), { mode, id }];
  });
  return new Map(entries);
}

/** Stores the files of a tree as blobs, and returns them below a folder of the repository. */
export async function storeTree(dir: string, tree: Tree, prefix: string): Promise<TreeEntries> {
  const files = [...tree];
  const ids = await writeBlobs(
    dir,
    files.map(([, { content }]) => content),
  );
  const entries = files.map(([file, { executable }], index): [string, TreeEntry] => [
    prefix + file,
    { mode: executable ? '100755' : '100644', id: ids[index] ?? '' },
  ]);
  return new Map(entries);
}

/**
 * Stores a tree that is another tree with changes. The index and the working tree of the repository are not used.
 *
 * @param from - the id of the tree to change; an empty one without it
 * @param changes - the new entry of a file, or undefined to remove it
 * @returns the id of the new tree
 */
export async function changeTree(
  dir: string,
  from: string | undefined,
  changes: ReadonlyMap<string, TreeEntry | undefined>,
): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-index-'));
  const env = { GIT_INDEX_FILE: path.join(folder, 'index') };
  try {
    if (from !== undefined) await git(dir, ['read-tree', from], { env });
    const none = '0'.repeat(from?.length ?? 40);
    const lines = [...changes].map(([file, entry]) =>
      entry ? `${entry.mode} ${entry.id}\t${file}` : `0 ${none}\t${file}`,
    );
    // removed first, so that a file can take the place of a folder
    lines.sort((left, right) => Number(right.startsWith('0 ')) - Number(left.startsWith('0 ')));
    const input = lines.map(line => `${line}\0`).join('');
    await git(dir, ['update-index', '-z', '--index-info'], { env, input });
    return await git(dir, ['write-tree'], { env });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Writes the files of a tree into an empty folder.
 *
 * @param root - the folder of the repository's working tree: git would write only a part from a folder in it
 */
export async function checkOutTree(root: string, tree: string, to: string): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-index-'));
  const env = { GIT_INDEX_FILE: path.join(folder, 'index') };
  try {
    await git(root, ['read-tree', tree], { env });
    await git(root, ['checkout-index', '--all', `--prefix=${to}${path.sep}`], { env });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
