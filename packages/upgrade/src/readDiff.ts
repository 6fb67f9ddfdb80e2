import { git } from './git/git.ts';

/**
 * The changes of an upgrade as git shows them.
 *
 * @param dir - the folder of the service
 * @param tree - the tree of the upgrade, also of a dry run
 * @param limit - the number of characters; later lines are left out, which the last line says
 */
export async function readDiff(dir: string, tree: string, limit: number): Promise<string> {
  const diff = await git(dir, ['diff', '--no-color', '--no-ext-diff', '--find-renames', 'HEAD', tree]);
  if (diff.length <= limit) return `${diff}\n`;
  const kept = diff.slice(0, diff.lastIndexOf('\n', limit));
  const left = diff.slice(kept.length).split('\n').length - 1;
  return `${kept}\n... ${left} more lines\n`;
}
