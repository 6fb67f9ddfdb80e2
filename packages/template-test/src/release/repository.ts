import path from 'node:path';
import { UserError } from '@goldpath/diagnostics';
import { git, runGit } from '@goldpath/upgrade';

/** The template cannot be released, or its released version cannot be read. The message has the reason, and the next step. */
export class ReleaseError extends UserError {
  override name = 'ReleaseError';
}

/** The git repository of a template. */
export interface Repository {
  /** absolute path of its working tree */
  root: string;
  /** path of the template's folder in it, with forward slashes */
  folder: string;
}

/**
 * Finds the git repository that a template is in.
 *
 * @param dir - the folder of the template
 * @throws ReleaseError when it is not in a repository, or is the root of one
 */
export async function repositoryOf(dir: string): Promise<Repository> {
  // the prefix is relative even where the folder is reached by a symbolic link
  const { code, stdout } = await runGit(dir, ['rev-parse', '--show-prefix'], { accept: [0, 128] });
  if (code !== 0)
    throw new ReleaseError(`${dir} is not in a git repository; a release is a tag, so it needs one.`);
  const folder = stdout.toString().trim().replace(/\/$/, '');
  if (folder === '')
    throw new ReleaseError(
      `${dir} is the root of a git repository; move the template to a folder of it, such as templates/.`,
    );
  return { root: path.resolve(await git(dir, ['rev-parse', '--show-toplevel'])), folder };
}
