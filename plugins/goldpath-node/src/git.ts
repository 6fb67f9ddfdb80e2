import os from 'node:os';
import { x } from 'tinyexec';
import { StepError } from './stepError.ts';

/** The author of a commit. */
export interface Author {
  name: string;
  email: string;
}

/** The committer of published repositories, and the author when the person is not known. */
export const goldpathAuthor: Author = { name: 'Goldpath', email: 'goldpath@localhost' };

// No HOME: the git settings, hooks, ignore lists and signing keys of the backend's user must not affect the repository.
const gitEnvironment = {
  PATH: process.env.PATH,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: os.devNull,
  GIT_TERMINAL_PROMPT: '0',
  GIT_COMMITTER_NAME: goldpathAuthor.name,
  GIT_COMMITTER_EMAIL: goldpathAuthor.email,
};

async function git(folder: string, args: string[], options: { author?: Author; signal?: AbortSignal } = {}) {
  const { author = goldpathAuthor, signal } = options;
  const env = {
    ...withoutInherited(),
    ...gitEnvironment,
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
  };
  const command = x('git', args, { signal, nodeOptions: { cwd: folder, env } });
  const { exitCode, stdout, stderr } = await Promise.resolve(command).catch((error: unknown) => {
    throw new StepError("git could not be started. Install it on the backend's machine.", error);
  });
  if (signal?.aborted) throw new StepError('The step was cancelled.');
  if (exitCode !== 0)
    throw new StepError(`git ${args[0]} failed: ${stderr.trim() || stdout.trim() || exitCode}`);
  return stdout.trim();
}

/** Unsets every variable of this process, which tinyexec would pass on: an undefined value removes it. */
function withoutInherited(): Record<string, undefined> {
  return Object.fromEntries(Object.keys(process.env).map(name => [name, undefined]));
}

/**
 * Turns a folder into a git repository with one commit on the branch `main`, which has every file that is not ignored.
 *
 * @returns the full hash of the commit
 * @throws StepError with git's own message
 */
export async function commitFolder(
  folder: string,
  options: { author: Author; message: string; signal?: AbortSignal },
): Promise<string> {
  const { author, message, signal } = options;
  await git(folder, ['init', '--quiet', '--template=', '--initial-branch=main'], { signal });
  await git(folder, ['add', '--all'], { signal });
  await git(folder, ['commit', '--quiet', `--message=${message}`], { author, signal });
  return git(folder, ['rev-parse', 'HEAD'], { signal });
}

/**
 * Whether a repository still has the one commit that {@link commitFolder} made, and no other file, branch or stash.
 *
 * @param commit - the full hash
 */
export async function isUnchanged(folder: string, commit: string): Promise<boolean> {
  const refs = await git(folder, ['show-ref']);
  if (refs !== `${commit} refs/heads/main`) return false;
  return (await git(folder, ['status', '--porcelain', '--ignored'])) === '';
}
