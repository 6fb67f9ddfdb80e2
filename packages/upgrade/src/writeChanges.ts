import { changeTree, checkOutTree, readEntries, type TreeEntry } from './git/trees.ts';
import { openService } from './service.ts';

/**
 * Writes the files that an upgrade adds and changes into an empty folder, by their path from the root of the repository.
 *
 * @param dir - the folder of the service
 * @param tree - the tree of the upgrade, also of a dry run
 * @param to - absolute path of the folder
 * @returns the paths that the upgrade deletes
 */
export async function writeChanges(dir: string, tree: string, to: string): Promise<{ deleted: string[] }> {
  const { root, entries } = await openService(dir);
  const next = await readEntries(root, tree);
  const isChanged = ([file, { id, mode }]: [string, TreeEntry]) => {
    const before = entries.get(file);
    return before?.id !== id || before.mode !== mode;
  };
  const changed = await changeTree(root, undefined, new Map([...next].filter(isChanged)));
  await checkOutTree(root, changed, to);
  return { deleted: [...entries.keys()].filter(file => !next.has(file)) };
}
