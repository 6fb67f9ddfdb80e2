import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { x } from 'tinyexec';
import { compiler7 } from '../compilers.ts';
import { root } from '../root.mjs';

/** The folder of the compiled packages. `backstage-cli package build` reads type declarations from it. */
export const compiled = path.join(root, 'dist-types');

/** The TypeScript project of every published package. */
const everything = path.join(root, 'tools', 'pack', 'tsconfig.json');

/**
 * Compiles the sources of published packages, with type declarations.
 *
 * @param to - the folder to write, which is emptied first
 * @param folders - of the packages, relative to the root; those that they import are compiled too. Every package when left out
 * @throws Error with the compiler's messages
 */
export async function compilePackages(to = compiled, folders?: readonly string[]): Promise<void> {
  await rm(to, { recursive: true, force: true });
  const project = folders ? await writeProject(folders) : everything;
  // `npm run typecheck` checks the types; the order of a union follows the checked files, and would depend on unrelated code
  await run(process.execPath, [compiler7, '-p', project, '--outDir', to, '--noCheck'], root);
}

/** Writes the project of a few packages and returns its file. */
async function writeProject(folders: readonly string[]): Promise<string> {
  const file = path.join(root, '.cache', 'pack', 'tsconfig.json');
  await mkdir(path.dirname(file), { recursive: true });
  const include = folders.map(folder => path.join(root, folder, 'src'));
  await writeFile(file, JSON.stringify({ extends: everything, include }));
  return file;
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
