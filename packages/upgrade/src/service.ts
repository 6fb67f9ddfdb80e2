import path from 'node:path';
import { UserError } from '@goldpath/diagnostics';
import { type Manifest, MANIFEST_PATH, manifestProblems } from '@goldpath/template';
import { readBlobs } from './git/blobs.ts';
import { runGit } from './git/git.ts';
import { isRegular, readEntries, type TreeEntries } from './git/trees.ts';

/** A service that cannot be compared with its template, or not be upgraded. The message says why, and what to do. */
export class ServiceError extends UserError {
  override name = 'ServiceError';
}

/** A stamped service in the last commit of a git repository. */
export interface Service {
  /** the folder of the working tree */
  root: string;
  /** the service's folder in the repository with a slash at its end; empty at the root */
  prefix: string;
  /** the last commit of the branch that is checked out */
  head: string;
  /** the files of that commit, in the whole repository */
  entries: TreeEntries;
  manifest: Manifest;
}

/**
 * Reads a service from the last commit of its repository. The working tree is not read.
 *
 * @param dir - the folder of the service: a repository, or a folder in one
 * @throws ServiceError when it is not in a repository, or has no valid manifest in its last commit
 */
export async function openService(dir: string): Promise<Service> {
  const { root, prefix, head } = await positionOf(dir);
  const entries = await readEntries(root, head);
  const entry = entries.get(prefix + MANIFEST_PATH);
  if (!entry || !isRegular(entry)) {
    throw new ServiceError(
      `${dir}: ${MANIFEST_PATH} is not in the last commit, so its template is unknown. Commit it, or restore it from the history.`,
    );
  }
  const content = (await readBlobs(root, [entry.id])).get(entry.id);
  return { root, prefix, head, entries, manifest: parseManifest(content?.toString() ?? '', dir) };
}

/** A folder in its repository, and the last commit. git prints what it can answer before what it cannot. */
async function positionOf(dir: string): Promise<Pick<Service, 'root' | 'prefix' | 'head'>> {
  const args = ['rev-parse', '--show-toplevel', '--show-prefix', '--verify', 'HEAD'];
  const { stdout, code } = await runGit(dir, args, { accept: [0, 128] });
  const [root = '', prefix = '', head = ''] = stdout.toString().split('\n');
  if (root === '') {
    throw new ServiceError(
      `${dir} is not in a working tree of git; an upgrade is a branch, so it needs one.`,
    );
  }
  if (code !== 0) throw new ServiceError(`${dir} has no commit yet; commit the service first.`);
  return { root: path.resolve(root), prefix, head };
}

/**
 * Parses a manifest.
 *
 * @param text - the content of `.goldpath/manifest.json`
 * @throws ServiceError when it is not a manifest
 */
export function parseManifest(text: string, dir: string): Manifest {
  const file = path.join(dir, MANIFEST_PATH);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ServiceError(`${file} is not JSON. Restore it from the history; only goldpath writes it.`);
  }
  const [problem] = manifestProblems(value);
  if (!problem) return value as Manifest;
  const where = problem.path.length === 0 ? 'The file' : problem.path.join('.');
  throw new ServiceError(
    `${file}: ${where} ${problem.message}. Restore it from the history; only goldpath writes it.`,
  );
}
