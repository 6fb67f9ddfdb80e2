import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Diagnostic, isBlocking } from '@goldpath/diagnostics';
import type { Tree } from '@goldpath/files';
import { checkRepository } from '@goldpath/repository-check';
import { changeTree, checkOutTree, storeTree } from './git/trees.ts';
import type { Service } from './service.ts';

/** Makes files from a merged service, such as drawings and prices; their paths are from its folder. */
export type Generate = (dir: string) => Promise<Tree>;

/**
 * Makes the generated files of a merged service again, from the merged sources.
 *
 * @returns the tree with these files
 */
export async function withGenerated(service: Service, tree: string, generate: Generate): Promise<string> {
  const { root, prefix } = service;
  const files = await checkedOut(service, tree, dir => generate(dir));
  if (files.size === 0) return tree;
  return changeTree(root, tree, await storeTree(root, files, prefix));
}

/**
 * Checks a merged service as `goldpath check` does.
 *
 * @returns the blocking problems that the team's last commit does not have
 */
export async function newProblems(service: Service, tree: string): Promise<Diagnostic[]> {
  const after = await problemsOf(service, tree);
  if (after.length === 0) return [];
  const known = new Set((await problemsOf(service, service.head)).map(identity));
  return after.filter(problem => !known.has(identity(problem)));
}

/** Lines move in a merge, so a problem is the same when its rule, file, subject and message are. */
function identity({ rule, location, subject, message }: Diagnostic): string {
  return JSON.stringify([rule, location.file, subject?.name, message]);
}

function problemsOf(service: Service, tree: string): Promise<Diagnostic[]> {
  return checkedOut(service, tree, async dir => (await checkRepository(dir)).filter(isBlocking));
}

/** The files of a tree in a temporary folder, as long as they are used. */
async function checkedOut<Result>(
  { root, prefix }: Service,
  tree: string,
  use: (dir: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-upgrade-'));
  try {
    await checkOutTree(root, tree, folder);
    return await use(path.join(folder, prefix));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
