import { execFile } from 'node:child_process';
import os from 'node:os';
import { promisify } from 'node:util';
import { StepError } from './stepError.ts';

const run = promisify(execFile);

/** Who made a commit. */
export interface Author {
  name: string;
  email: string;
}

/** The committer of what Goldpath publishes, and the author where the person is not known. */
export const goldpathAuthor: Author = { name: 'Goldpath', email: 'goldpath@localhost' };

// No HOME: the settings, hooks, ignore lists and signing keys of whoever runs the backend are none of the repository's.
const environment = {
  PATH: process.env.PATH,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: os.devNull,
  GIT_TERMINAL_PROMPT: '0',
  GIT_COMMITTER_NAME: goldpathAuthor.name,
  GIT_COMMITTER_EMAIL: goldpathAuthor.email,
};

async function git(folder: string, args: string[], options: { author?: Author; signal?: AbortSignal } = {}) {
  const { author = goldpathAuthor, signal } = options;
  const env = { ...environment, GIT_AUTHOR_NAME: author.name, GIT_AUTHOR_EMAIL: author.email };
  try {
    const { stdout } = await run('git', args, { cwd: folder, env, signal });
    return stdout.trim();
  } catch (error) {
    if (signal?.aborted) throw new StepError('The step was cancelled.', error);
    const {
      code,
      stderr = '',
      stdout = '',
    } = error as NodeJS.ErrnoException & Record<'stderr' | 'stdout', string>;
    if (code === 'ENOENT') {
      throw new StepError('git could not be started. Install it on the machine of the backend.', error);
    }
    throw new StepError(`git ${args[0]} failed: ${stderr.trim() || stdout.trim() || code}`, error);
  }
}

/**
 * Makes a folder a git repository whose branch `main` holds one commit with every file that its own ignore lists let in.
 *
 * @returns the full hash of the commit
 * @throws StepError with git's own words
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
