import { randomUUID } from 'node:crypto';
import { cp, lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { portableNameProblem } from '@goldpath/template';
import { type Author, commitFolder, isUnchanged } from './git.ts';
import { StepError } from './stepError.ts';

const repositoryName = /^[a-z0-9](?:[a-z0-9._-]{0,61}[a-z0-9])?$/i;

/**
 * The reason why no repository of this name can be created, to be read after the field's name; undefined when one can.
 *
 * @param root - absolute path of the folder of all local repositories
 */
export async function destinationProblem(root: string, name: string): Promise<string | undefined> {
  if (!repositoryName.test(name)) {
    return `"${name}" cannot be the name of a repository; use 1 to 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends`;
  }
  const reserved = portableNameProblem(name);
  if (reserved !== undefined) return `${reserved}; choose another name`;
  const destination = path.join(root, name);
  return (await lstat(destination).catch(ifMissing)) && occupied(destination);
}

/**
 * The path of a new repository.
 *
 * @throws StepError when the name is not a single plain path segment, or when the path exists already
 */
export async function freeDestination(root: string, name: string): Promise<string> {
  const problem = await destinationProblem(root, name);
  if (problem) throw new StepError(`name: ${problem}`);
  return path.join(root, name);
}

/**
 * Publishes a copy of a folder as a git repository with one commit. The repository is built under a hidden name beside
 * its destination and renamed at the end, so that it exists completely or not at all.
 *
 * @param source - the folder to publish; entries with the name `.git` are not copied
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
    throw new StepError('The workspace has no files. Put the step that stamps them before this one.');
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

/**
 * Removes a repository that {@link createRepository} has created, unless it was changed since then.
 *
 * @returns whether it was removed; `missing` when there is nothing at its path
 */
export async function removeRepository({
  root,
  repositoryPath,
  commit,
}: {
  root: string;
  repositoryPath: string;
  commit: string;
}): Promise<'removed' | 'changed' | 'missing'> {
  // the folder of the repositories may have been moved since
  if (path.dirname(repositoryPath) !== root) return 'changed';
  if (!(await lstat(repositoryPath).catch(ifMissing))) return 'missing';
  if (!(await isUnchanged(repositoryPath, commit))) return 'changed';
  // so that nothing reads half of it
  const draft = path.join(root, `.draft-${randomUUID()}`);
  await rename(repositoryPath, draft);
  await rm(draft, { recursive: true, force: true });
  return 'removed';
}

/** A rename never replaces a folder with content: of two concurrent tasks, one succeeds. */
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
  return `${destination} already exists and was not changed; choose another name, or move that folder away`;
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
