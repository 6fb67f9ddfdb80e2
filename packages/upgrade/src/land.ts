import { git, runGit } from './git/git.ts';
import type { MergedRender } from './mergeRender.ts';
import { type Service, ServiceError } from './service.ts';

/** A merge to put on a branch. */
export interface Landing extends Pick<MergedRender, 'tree' | 'render' | 'resolutions'> {
  branch: string;
  /** the first line of its message */
  title: string;
  /** paragraphs for people, such as the notes of migrations */
  notes: readonly string[];
}

/**
 * Refuses a branch that exists.
 *
 * @throws ServiceError with the ways to go on
 */
export async function refuseBranch({ root }: Service, branch: string): Promise<void> {
  const ref = `refs/heads/${branch}`;
  const { code } = await runGit(root, ['show-ref', '--verify', '--quiet', ref], { accept: [0, 1] });
  if (code === 1) return;
  throw new ServiceError(
    `The branch ${branch} exists already. Merge it, or delete it with "git branch -D ${branch}", and upgrade again.`,
  );
}

/** Makes the branch with the merge commit, by the person of git's settings where there is one. */
export async function land(
  { root, head }: Service,
  { tree, render, resolutions, branch, title, notes }: Landing,
): Promise<{ branch: string; commit: string }> {
  const lines = resolutions.map(({ file, outcome, reason }) => `- ${file}: ${outcome}; ${reason}`);
  const paragraphs = [title, ...notes, lines.join('\n')].filter(part => part !== '');
  const message = `${paragraphs.join('\n\n')}\n`;
  const identity = await git(root, ['config', 'user.email'], { accept: [0, 1] });
  const own = identity === '' ? ['-c', 'user.name=Goldpath', '-c', 'user.email=goldpath@localhost'] : [];
  const args = [...own, 'commit-tree', tree, '-p', head, '-p', render, '-F', '-'];
  const commit = await git(root, args, { input: message });
  // the zeros make git refuse when the branch has come into being meanwhile
  await git(root, ['update-ref', `refs/heads/${branch}`, commit, '0'.repeat(commit.length)]);
  return { branch, commit };
}
