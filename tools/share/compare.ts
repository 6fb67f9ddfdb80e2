import type { Tree, TreeFile } from '@goldpath/files';
import type { Sharing } from './sharing.ts';

/** Whether a list of files and folders (with a slash at the end) contains a path. */
export function isListed(places: readonly string[], path: string): boolean {
  return places.some(place => path === place || (place.endsWith('/') && path.startsWith(place)));
}

/**
 * Returns the shared files of which a skeleton has another version, or none, by path.
 *
 * @param source - the skeleton that the files come from
 * @param target - the skeleton that shares them
 */
export function outdatedFiles(
  source: Tree,
  target: Tree,
  { folders, own }: Sharing,
): ReadonlyMap<string, TreeFile> {
  const shared = [...source].filter(
    ([path]) => !isListed(own, path) && (target.has(path) || isListed(folders, path)),
  );
  return new Map(shared.filter(([path, file]) => !isSame(file, target.get(path))));
}

/** Returns the entries of `own` without a reason: files that the other skeleton lacks, or that are equal in both. */
export function needlessExceptions(source: Tree, target: Tree, { own }: Sharing): string[] {
  const differs = (path: string, file: TreeFile) => !isSame(file, target.get(path));
  return own.filter(
    place => ![...source].some(([path, file]) => isListed([place], path) && differs(path, file)),
  );
}

function isSame(file: TreeFile, other: TreeFile | undefined): boolean {
  return other !== undefined && file.executable === other.executable && file.content.equals(other.content);
}
