import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkOutTree } from '../git/trees.ts';
import type { Service } from '../service.ts';

/** The folder of a service with the files of a tree, as long as it is used: a temporary one. */
export async function withCheckout<Result>(
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
