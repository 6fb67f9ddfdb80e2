import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { childEnvironment, childOptions, endWithThis } from './children.mjs';

/** The options of {@link runQuietly}. */
export interface RunOptions {
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** receives every line of the output at once; the program is ended when it returns true */
  stopAt?: (line: string) => boolean;
}

/**
 * Runs a program to its end without showing its output. It ends when this process ends.
 *
 * @returns its exit code (1 when a signal ended it) and its output
 */
export async function runQuietly(
  program: string,
  args: readonly string[],
  { cwd, env = process.env, stopAt }: RunOptions,
): Promise<{ code: number; output: string }> {
  const child = endWithThis(spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] }));
  const lines: string[] = [];
  const read = (stream: NodeJS.ReadableStream) =>
    createInterface({ input: stream }).on('line', line => {
      lines.push(line);
      if (stopAt?.(line)) child.kill();
    });
  read(child.stdout);
  read(child.stderr);
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', exit => resolve(exit ?? 1));
  });
  return { code, output: lines.join('\n') };
}

/** Runs a script with the running Node, as {@link runQuietly} does; it ends however this process ends. */
export function runScript(script: string, args: readonly string[], options: RunOptions) {
  const env = childEnvironment(options.env);
  return runQuietly(process.execPath, [...childOptions, script, ...args], { ...options, env });
}
