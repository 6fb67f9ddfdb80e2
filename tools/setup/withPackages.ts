import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Installs packages in a temporary folder, without their scripts, for as long as they are used.
 *
 * @param versions - the exact version of each package
 * @param use - receives the folder
 */
export async function withPackages(
  versions: Readonly<Record<string, string>>,
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-packages-'));
  try {
    await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
    const packages = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
    const options = ['--ignore-scripts', '--no-audit', '--no-fund'];
    await run('npm', ['install', ...options, ...packages], { cwd: folder });
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
