import { copyFile, readlink, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../root.mjs';

/**
 * Puts the Node that the set-up has installed into `node_modules/.bin`, the first folder where `npx` and npm scripts look for
 * `node`: then `npx vitest` and `npx eslint` run under Node 24 on a machine with another one. Does nothing when the machine
 * has Node 24 itself.
 *
 * @param node - the running Node
 * @param folder - the root of a repository with installed dependencies
 */
export async function linkNode(node = process.execPath, folder = root): Promise<void> {
  if (!node.startsWith(path.join(folder, '.cache') + path.sep)) return;
  const bin = path.join(folder, 'node_modules', '.bin');
  const file = path.join(bin, path.basename(node));
  const target = path.relative(bin, node);
  const windows = process.platform === 'win32';
  if (!windows && (await readlink(file).catch(() => '')) === target) return;
  await rm(file, { force: true });
  // Windows allows links to administrators only
  await (windows ? copyFile(node, file) : symlink(target, file));
}
