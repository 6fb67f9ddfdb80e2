import { existsSync } from 'node:fs';
import { mkdir, readFile, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installYarn } from '../node24.mjs';
import { root } from '../root.mjs';
import { hashOf } from './freshness.ts';
import { linkNode } from './linkNode.ts';
import { type Scope, scopeToInstall } from './scope.ts';
import { type Progress, SetupError } from './steps.ts';
import { runYarn } from './yarn.ts';

/** Free disk, in bytes, that the first installation and build need. */
const neededBytes = 4e9;

/** The inputs of an installation. */
const inputs = [
  'package.json',
  '{packages,plugins}/*/package.json',
  'policies/package.json',
  'yarn.lock',
  '.yarnrc.yml',
];

const yarnArguments: Record<Scope, readonly string[]> = {
  portal: ['workspaces', 'focus', 'root', 'app', 'backend', '--production'],
  everything: ['install', '--immutable'],
};

/**
 * Installs the dependencies of the workspace exactly as yarn.lock states when they are not up to date, and makes `npx` use
 * the Node of the set-up.
 *
 * @throws SetupError without a connection, without free disk, or when lockfile and manifests disagree
 */
export async function installDependencies(wanted: Scope, progress: Progress): Promise<string> {
  const markFile = path.join(root, '.cache', 'installed');
  const installed = existsSync(path.join(root, 'node_modules', '.yarn-state.yml'));
  // an installation made with Yarn directly has no mark; it counts as everything, so that nothing of it is removed
  const lastMark = existsSync(markFile) ? await readFile(markFile, 'utf8') : 'unknown everything';
  const hash = hashOf(root, inputs, process.version);
  const scope = scopeToInstall(wanted, hash, installed ? lastMark : undefined);
  if (scope) {
    if (!installed) await requireFreeDisk();
    await install(scope, progress);
    await mkdir(path.dirname(markFile), { recursive: true });
    await writeFile(markFile, `${hash} ${scope}`);
  }
  await linkNode();
  return scope ? '' : 'fresh';
}

async function install(scope: Scope, progress: Progress): Promise<void> {
  await installYarn().catch((error: Error) => {
    throw new SetupError(error.message);
  });
  await runYarn(yarnArguments[scope], root, { progress }).catch((error: Error) => {
    throw new SetupError(error.message);
  });
}

async function requireFreeDisk(): Promise<void> {
  const { bavail, bsize } = await statfs(root);
  if (bavail * bsize >= neededBytes) return;
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
  throw new SetupError(
    `The disk has ${gigabytes(bavail * bsize)} free, and ${gigabytes(neededBytes)} are needed. Free some and run the command again.`,
  );
}
