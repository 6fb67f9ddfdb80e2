import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Diagnostic } from '@goldpath/diagnostics';
import type { Tree, TreeFile } from '@goldpath/files';
import type { MergedFile } from './mergedFiles.ts';
import { npmCommand } from './npmCommand.ts';

/** The name of npm's lockfile. */
export const LOCKFILE = 'package-lock.json';

/** The lockfiles that were made again, and those that could not be. */
export interface Lockfiles {
  files: Tree;
  problems: Diagnostic[];
}

/**
 * Compares the merged lockfiles of a service with package.json, as `npm ci` does, and makes one again where they differ: with
 * npm's cache only, so that no package is downloaded, and without running scripts.
 *
 * @param dir - the folder with the merged service; it is changed
 */
export async function agreeingLockfiles(dir: string, merged: readonly MergedFile[]): Promise<Lockfiles> {
  const names = merged.filter(({ file }) => ['package.json', LOCKFILE].includes(path.posix.basename(file)));
  const folders = [...new Set(names.map(({ file }) => path.posix.dirname(file)))];
  const files = new Map<string, TreeFile>();
  const problems: Diagnostic[] = [];
  for (const folder of folders) {
    const file = path.posix.join(folder, LOCKFILE);
    const before = await readFile(path.join(dir, file)).catch(() => undefined);
    if (!before) continue;
    const difference = await differenceIn(path.join(dir, folder));
    if (difference === undefined) continue;
    const made = await npm(path.join(dir, folder), ['install', '--package-lock-only', '--offline']);
    const content = await readFile(path.join(dir, file));
    if (made.code === 0) files.set(file, { content, executable: false });
    else problems.push(disagreement(file, difference));
  }
  return { files, problems };
}

/** The first line of what npm reports of a lockfile that does not agree with its package.json. */
async function differenceIn(folder: string): Promise<string | undefined> {
  const { code, output } = await npm(folder, ['ls', '--package-lock-only', '--all']);
  if (code === 0) return undefined;
  return /^npm (?:error|ERR!) ((?:missing|invalid|extraneous): .+)$/m.exec(output)?.[1] ?? 'it is not valid';
}

async function npm(cwd: string, args: string[]): Promise<{ code: number; output: string }> {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier'];
  const { program, shell, ...line } = npmCommand([...args, ...quiet]);
  const child = spawn(program, line.args, { cwd, stdio: ['ignore', 'ignore', 'pipe'], shell });
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => resolve(code ?? 1));
  });
  const [code, output] = await Promise.all([ended, text(child.stderr)]);
  return { code, output };
}

function disagreement(file: string, difference: string): Diagnostic {
  const folder = path.posix.dirname(file);
  const where = folder === '.' ? '' : ` in ${folder}/`;
  return {
    rule: 'upgrade-lockfile-agrees',
    severity: 'error',
    location: { file, line: 1 },
    message: `It does not agree with package.json (${difference}), and npm's cache does not have the packages to make it again.`,
    fix: `Run "npm install --package-lock-only"${where} on the branch of the upgrade, and commit the lockfile.`,
  };
}
