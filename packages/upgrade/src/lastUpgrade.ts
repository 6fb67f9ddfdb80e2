import { MANIFEST_PATH } from '@goldpath/template';
import type { Dependencies } from './FileMemo.ts';
import { runGit } from './git/git.ts';
import { addHeadFiles } from './addHeadFiles.ts';

/**
 * The time of the last upgrade of a service: when the branch that is checked out got the manifest that it has.
 *
 * @param dir - the folder of the service
 * @param dependencies - receives those of the time
 * @returns an ISO time; undefined for a service that was never upgraded, and outside of a repository
 */
export async function lastUpgrade(dir: string, dependencies: Dependencies): Promise<string | undefined> {
  if (!(await addHeadFiles(dir, dependencies))) return undefined;
  // a merge takes the manifest from its second parent, which the usual simplification of the history would follow
  const args = ['log', '--first-parent', '--max-count=2', '--format=%cI', 'HEAD', '--', MANIFEST_PATH];
  const { stdout, code } = await runGit(dir, args, { accept: [0, 128] });
  // without a commit, or refused by git's configuration
  if (code !== 0) dependencies.addUnknown();
  const [last, before] = stdout.toString().trim().split('\n');
  return before === undefined ? undefined : last;
}
