import { randomUUID } from 'node:crypto';
import { cp, lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Author, commitFolder } from './git.ts';
import { StepError } from './stepError.ts';

const repositoryName = /^[a-z0-9](?:[a-z0-9._-]{0,61}[a-z0-9])?$/i;

/**
 * Why no repository of this name can be made, to be read after the field's name; nothing when one can.
 *
 * @param root - absolute path of the folder of all local repositories
 */
export async function destinationProblem(root: string, name: string): Promise<string | undefined> {
  if (!repositoryName.test(name)) {
    return `"${name}" cannot be the name of a repository; use 1 to 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends`;
  }
  const destination = path.join(root, name);
  return (await lstat(destination).catch(ifMissing)) && occupied(destination);
}

/**
 * Where a repository of this name will lie.
 *
 * @throws StepError when the name is not a single plain path segment, or when something lies there already
 */
export async function freeDestination(root: string, name: string): Promise<string> {
  const problem = await destinationProblem(root, name);
  if (problem) throw new StepError(`name: ${problem}`);
  return path.join(root, name);
}

/**
 * Publishes a copy of a folder as a git repository with one commit. The repository is built under a hidden name beside
 * its destination and renamed at the end, so that it is either there in full or not at all.
 *
 * @param source - the folder to publish; whatever is called `.git` in it stays behind
 * @throws StepError as {@link freeDestination}, when the source is empty, and when git fails
 */
export async function createRepository(options: {
  root: string;
  name: string;
  source: string;
  author: Author;
  message: string;
  signal?: AbortSignal;
}): Promise<{ repositoryPath: string; commit: string }> {
  const { root, name, source } = options;
  const repositoryPath = await freeDestination(root, name);
  const files = await readdir(source);
  if (!files.some(file => file !== '.git')) {
    throw new StepError('The workspace holds no files. Put the step that stamps them before this one.');
  }
  await mkdir(root, { recursive: true });
  const draft = path.join(root, `.draft-${name}-${randomUUID()}`);
  try {
    await mkdir(draft);
    const filter = (file: string) => path.basename(file) !== '.git';
    await cp(source, draft, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true, filter });
    const commit = await commitFolder(draft, options);
    await renameToFree(draft, repositoryPath);
    return { repositoryPath, commit };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** A rename never replaces a folder that holds something: of two tasks at the same time one wins. */
async function renameToFree(draft: string, destination: string): Promise<void> {
  try {
    await rename(draft, destination);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code && ['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EPERM'].includes(code))
      throw new StepError(`name: ${occupied(destination)}`, error);
    throw error;
  }
}

function occupied(destination: string): string {
  return `${destination} exists already and was left as it is; choose another name, or move that folder away`;
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
