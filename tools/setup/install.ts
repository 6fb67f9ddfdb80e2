import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { explainDownload, installToolchain, root, yarnScript } from '../node24.mjs';
import { hashOf, whenStale } from './freshness.ts';
import { runQuietly } from './process.ts';
import { SetupError, type Progress } from './steps.ts';

/** Free disk, in bytes, that the first installation and build need. */
const neededBytes = 4e9;

/**
 * Installs the workspace's dependencies exactly as yarn.lock says; does nothing when they are installed.
 *
 * @throws SetupError without a connection, without room, or when lockfile and manifests disagree
 */
export async function installDependencies(progress: Progress): Promise<string> {
  const installed = path.join(root, 'node_modules', '.yarn-state.yml');
  const inputs = [
    'package.json',
    '{packages,plugins}/*/package.json',
    'policies/package.json',
    'yarn.lock',
    '.yarnrc.yml',
  ];
  const freshness = {
    mark: path.join(root, '.cache', 'installed'),
    hash: hashOf(root, inputs, process.version),
    output: installed,
  };
  const done = await whenStale(freshness, async () => {
    const { bavail, bsize } = await statfs(root);
    if (!existsSync(installed) && bavail * bsize < neededBytes) {
      throw new SetupError(
        `Only ${((bavail * bsize) / 1e9).toFixed(1)} GB are free on the disk of this folder and ${neededBytes / 1e9} GB are needed. Free some and run the command again.`,
      );
    }
    await bringYarn();
    const { code, output } = await runQuietly(process.execPath, [yarnScript, 'install', '--immutable'], {
      cwd: root,
      onLine: line => {
        const phase = /┌ (\w+) step/.exec(line)?.[1];
        if (phase) progress(phase.toLowerCase());
      },
    });
    if (code !== 0) throw new SetupError(explainDownload(output, 'Yarn gave no reason'));
  });
  return done ? '' : 'fresh';
}

async function bringYarn(): Promise<void> {
  try {
    await installToolchain();
  } catch (error) {
    throw new SetupError(error instanceof Error ? error.message : String(error));
  }
}
