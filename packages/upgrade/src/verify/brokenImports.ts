import path from 'node:path';
import type { Diagnostic } from '@goldpath/diagnostics';
import { readBlobs } from '../git/blobs.ts';
import { git } from '../git/git.ts';
import { readEntries, type TreeEntries } from '../git/trees.ts';
import type { Service } from '../service.ts';

/** Relative imports and exports of TypeScript and JavaScript. */
const importing = /(?:\bfrom|\bimport)\s*\(?\s*(['"])(\.{1,2}\/[^'"\n]+)\1/g;
const sourceFile = /\.[cm]?[jt]sx?$/;

/**
 * Finds files that the upgrade brings and that import what the team removed or renamed.
 *
 * @param tree - the merged tree
 * @param rendered - the files of the new render
 * @param base - the commit of the last render, for the names that the team gave to files
 */
export async function brokenImports(
  { root, prefix, entries, head }: Service,
  tree: string,
  rendered: TreeEntries,
  base: string,
): Promise<Diagnostic[]> {
  const merged = await readEntries(root, tree, prefix);
  const brought = [...merged].filter(
    ([file, { id }]) => sourceFile.test(file) && entries.get(file)?.id !== id,
  );
  const ids = brought.flatMap(([file, { id }]) => [id, entries.get(file)?.id ?? id]);
  const contents = await readBlobs(root, ids);
  const textOf = (id: string | undefined) => (id && contents.get(id)?.toString()) || '';
  const broken = brought.flatMap(([file, { id }]) => {
    const before = new Set(importsOf(textOf(entries.get(file)?.id)).map(({ target }) => target));
    return importsOf(textOf(id))
      .filter(({ target }) => !before.has(target))
      .map(found => ({ ...found, file, needed: resolve(file, found.target, rendered) }))
      .filter(({ target, needed }) => needed !== undefined && !resolve(file, target, merged));
  });
  if (broken.length === 0) return [];
  const renamed = await renames(root, base, head);
  return broken.map(({ file, line, target, needed = '' }) => {
    const now = renamed.get(needed)?.slice(prefix.length);
    return {
      rule: 'upgrade-imports-exist',
      severity: 'error',
      location: { file: file.slice(prefix.length), line },
      message: `It imports ${target}, but you ${now === undefined ? 'removed this file' : `moved this file to ${now}`}.`,
      fix:
        now === undefined
          ? 'Restore the file, or remove what needs it.'
          : 'Import the file from its new place.',
    };
  });
}

function importsOf(text: string): { target: string; line: number }[] {
  return [...text.matchAll(importing)].map(({ 2: target = '', index }) => ({
    target,
    line: text.slice(0, index).split('\n').length,
  }));
}

/** The file that an import means; undefined when there is none. */
function resolve(file: string, target: string, entries: TreeEntries): string | undefined {
  const named = path.posix.join(path.posix.dirname(file), target);
  const typescript = named.replace(/\.([cm]?)jsx?$/, '.$1ts');
  const candidates = [named, typescript, `${named}.ts`, `${named}.tsx`, `${named}.js`, `${named}/index.ts`];
  return candidates.find(candidate => entries.has(candidate));
}

/** The new paths of the files that the team renamed. */
async function renames(root: string, base: string, head: string): Promise<Map<string, string>> {
  const args = ['diff-tree', '-r', '-M', '--diff-filter=R', '--name-status', '-z', base, head];
  const parts = (await git(root, args)).split('\0');
  const found = new Map<string, string>();
  for (let index = 0; index + 2 < parts.length; index += 3)
    found.set(parts[index + 1] ?? '', parts[index + 2] ?? '');
  return found;
}
