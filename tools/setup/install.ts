import { existsSync } from 'node:fs';
import { mkdir, readFile, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { explainDownload, installYarn, root, yarnScript } from '../node24.mjs';
import { hashOf } from './freshness.ts';
import { runQuietly } from './process.ts';
import { SetupError, type Progress } from './steps.ts';

/** Free disk, in bytes, that the first installation and build need. */
const neededBytes = 4e9;

/** What an installation depends on. */
const inputs = [
  'package.json',
  '{packages,plugins}/*/package.json',
  'policies/package.json',
  'yarn.lock',
  '.yarnrc.yml',
];

/** What is installed: all that the portal runs and is built with, or everything, tests included. */
export type Scope = 'portal' | 'everything';

const yarnArguments: Record<Scope, readonly string[]> = {
  portal: ['workspaces', 'focus', 'root', 'app', 'backend', '--production'],
  everything: ['install', '--immutable'],
};

/**
 * The scope to install now, or none where what is installed does. What has been installed whole stays whole.
 *
 * @param wanted what the command needs
 * @param hash of all that the installation depends on
 * @param mark what the last installation left: `<hash> <scope>`, or nothing
 */
export function scopeToInstall(wanted: Scope, hash: string, mark: string | undefined): Scope | undefined {
  const [markedHash, installed] = mark?.split(' ') ?? [];
  if (markedHash === hash && (installed === wanted || installed === 'everything')) return undefined;
  return installed === 'everything' ? 'everything' : wanted;
}

/**
 * Installs the workspace's dependencies exactly as yarn.lock says; does nothing when they are installed.
 *
 * @throws SetupError without a connection, without room, or when lockfile and manifests disagree
 */
export async function installDependencies(wanted: Scope, progress: Progress): Promise<string> {
  const markFile = path.join(root, '.cache', 'installed');
  const installed = existsSync(path.join(root, 'node_modules', '.yarn-state.yml'));
  // what somebody installed with Yarn itself is taken for everything, and stays
  const left = existsSync(markFile) ? await readFile(markFile, 'utf8') : 'unknown everything';
  const mark = installed ? left : undefined;
  const hash = hashOf(root, inputs, process.version);
  const scope = scopeToInstall(wanted, hash, mark);
  if (!scope) return 'fresh';
  if (!installed) await needRoom();
  await bringYarn();
  const { code, output } = await runQuietly(process.execPath, [yarnScript, ...yarnArguments[scope]], {
    cwd: root,
    onLine: line => {
      const phase = /┌ (\w+) step/.exec(line)?.[1];
      if (phase) progress(phase.toLowerCase());
    },
  });
  if (code !== 0) throw new SetupError(explainDownload(output, 'Yarn gave no reason'));
  await mkdir(path.dirname(markFile), { recursive: true });
  await writeFile(markFile, `${hash} ${scope}`);
  return '';
}

async function needRoom(): Promise<void> {
  const { bavail, bsize } = await statfs(root);
  if (bavail * bsize >= neededBytes) return;
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
  throw new SetupError(
    `The disk of this folder has ${gigabytes(bavail * bsize)} free and ${gigabytes(neededBytes)} are needed. Free some and run the command again.`,
  );
}

async function bringYarn(): Promise<void> {
  try {
    await installYarn();
  } catch (error) {
    throw new SetupError(error instanceof Error ? error.message : String(error));
  }
}
