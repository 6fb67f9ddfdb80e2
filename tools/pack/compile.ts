import { rm } from 'node:fs/promises';
import path from 'node:path';
import { x } from 'tinyexec';
import { root } from '../root.mjs';

/** The folder of the compiled packages. `backstage-cli package build` reads type declarations from it. */
export const compiled = path.join(root, 'dist-types');

/**
 * Compiles the sources of every published package, with type declarations.
 *
 * @param to - the folder to write, which is emptied first
 * @throws Error with the compiler's messages
 */
export async function compilePackages(to = compiled): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await run('tsc', ['-p', path.join('tools', 'pack'), '--outDir', to], root);
}

/**
 * Runs a tool of this repository to its end.
 *
 * @throws Error with its output when it fails
 */
export async function run(program: string, args: string[], cwd: string): Promise<{ stdout: string }> {
  const bin = path.join(root, 'node_modules', '.bin');
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` };
  const { exitCode, stdout, stderr } = await x(program, args, { nodeOptions: { cwd, env } });
  if (exitCode === 0) return { stdout };
  throw new Error(`${program} ${args.join(' ')} in ${cwd} failed:\n${stdout}${stderr}`);
}
