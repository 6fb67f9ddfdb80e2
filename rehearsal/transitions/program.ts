import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as typescript from 'typescript';

/**
 * Copies a program and compiles it, since otherwise every run of the engine would compile it again.
 *
 * @param source - the folder of the program
 * @param modules - its node_modules
 * @throws Error when the packages are not installed
 */
export async function compileProgram(source: string, modules: string, to: string): Promise<void> {
  if (!existsSync(modules))
    throw new Error(`${modules} does not exist; first run the steps that create and run the service.`);
  const ts = createRequire(path.join(modules, 'from.js'))('typescript') as typeof typescript;
  const { transpileModule, ModuleKind, ScriptTarget } = ts;
  const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true };
  await mkdir(to);
  for (const name of await readdir(source)) {
    const file = path.join(source, name);
    if (name.endsWith('.json')) await copyFile(file, path.join(to, name));
    if (!name.endsWith('.ts') || name.endsWith('.test.ts') || name === 'testing.ts') continue;
    const { outputText } = transpileModule(await readFile(file, 'utf8'), { compilerOptions });
    await writeFile(path.join(to, name.replace(/ts$/, 'js')), outputText);
  }
  await symlink(modules, path.join(to, 'node_modules'));
  const project = await readFile(path.join(source, 'Pulumi.yaml'), 'utf8');
  await writeFile(path.join(to, 'Pulumi.yaml'), project.replace('index.ts', 'index.js'));
}
