import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from '../root.mjs';
import { runQuietly } from './process.ts';
import { SetupError } from './steps.ts';

/**
 * Runs `npm ci` in an npm project with a lockfile, such as a skeleton, unless its packages are installed and current.
 *
 * @param folder - absolute
 * @throws SetupError with the output of npm when it fails
 */
export async function installProject(folder: string): Promise<void> {
  const lockfile = path.join(folder, 'package-lock.json');
  // npm writes this file at the end of an installation
  const installed = path.join(folder, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lockfile).mtimeMs) return;
  const args = ['ci', '--no-audit', '--no-fund', '--prefer-offline'];
  const { code, output } = await runQuietly('npm', args, { cwd: folder });
  if (code !== 0) throw new SetupError(`npm ci failed in ${path.relative(root, folder)}:\n${output}`);
}
