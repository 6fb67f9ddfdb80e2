import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '@goldpath/diagnostics';
import { LOCKFILE } from './lockfiles.ts';
import { npmCommand } from './npmCommand.ts';

/** The scripts of a service that its upgrade runs, where package.json has them. */
const scripts = ['typecheck', 'test'];
const kept = 30;

/**
 * Installs the packages of a merged service, and runs the types and tests of each of its npm projects.
 *
 * @param files - the files of the service
 * @returns an error for the first command of each project that fails, with the end of its output
 */
export async function serviceTests(
  dir: string,
  files: readonly string[],
  signal?: AbortSignal,
): Promise<Diagnostic[]> {
  const lockfiles = files.filter(file => path.posix.basename(file) === LOCKFILE);
  const folders = lockfiles
    .map(file => path.posix.dirname(file))
    .sort((left, right) => left.length - right.length);
  const problems: Diagnostic[] = [];
  for (const folder of folders) {
    const failed = await firstFailure(path.join(dir, folder), signal);
    if (failed) problems.push(failureOf(path.posix.join(folder, 'package.json'), failed));
  }
  return problems;
}

interface Failed {
  command: string;
  output: string;
}

async function firstFailure(folder: string, signal: AbortSignal | undefined): Promise<Failed | undefined> {
  const text = await readFile(path.join(folder, 'package.json'), 'utf8');
  const { scripts: own = {} } = JSON.parse(text) as { scripts?: Record<string, string> };
  const commands = [
    ['ci', '--no-audit', '--no-fund', '--prefer-offline'],
    ...scripts.filter(script => script in own).map(script => ['run', script]),
  ];
  for (const args of commands) {
    const { code, output } = await npm(folder, args, signal);
    if (code !== 0) return { command: `npm ${args[0]} ${args[0] === 'run' ? args[1] : ''}`.trim(), output };
  }
  return undefined;
}

async function npm(cwd: string, args: string[], signal: AbortSignal | undefined) {
  const { program, shell, ...line } = npmCommand(args);
  const child = spawn(program, line.args, { cwd, signal, stdio: ['ignore', 'pipe', 'pipe'], shell });
  let output = '';
  const append = (chunk: Buffer) => (output = `${output}${chunk.toString()}`.slice(-20_000));
  child.stdout.on('data', append);
  child.stderr.on('data', append);
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', status => resolve(status ?? 1));
  });
  return { code, output };
}

function failureOf(file: string, { command, output }: Failed): Diagnostic {
  const end = output.trimEnd().split('\n').slice(-kept).join('\n');
  return {
    rule: 'upgrade-passes-tests',
    severity: 'error',
    location: { file, line: 1 },
    message: `"${command}" fails on the branch of the upgrade:\n${end}`,
    fix: 'Correct the branch before you merge it.',
  };
}
