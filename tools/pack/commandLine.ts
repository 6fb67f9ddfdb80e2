import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';
import { root } from '../node24.mjs';

interface Manifest {
  name: string;
  version: string;
  license?: string;
  dependencies?: Record<string, string>;
  main?: string;
  exports?: Record<string, string>;
}

/** The command line and what it is made of here: the first is the package, the others go along inside it. */
const workspaces = ['packages/goldpath', 'plugins/goldpath-node', 'policies'];

const bin = `#!/usr/bin/env node
import { runCli } from '../src/cli.js';

process.exitCode = await runCli(process.argv.slice(2));
`;

/**
 * Makes the folder that `npm pack` makes the command line's package of: compiled, since Node strips no types under
 * `node_modules`.
 *
 * @param folder is made
 * @param version the package's
 */
export async function assembleCommandLine(folder: string, version: string): Promise<void> {
  const manifests = await Promise.all(
    workspaces.map(
      async dir => JSON.parse(await readFile(path.join(root, dir, 'package.json'), 'utf8')) as Manifest,
    ),
  );
  const [own, ...inner] = manifests as [Manifest, ...Manifest[]];
  const external = Object.fromEntries(
    manifests.flatMap(({ dependencies }) =>
      Object.entries(dependencies ?? {}).filter(([, range]) => !range.startsWith('workspace:')),
    ),
  );
  const bundled = Object.fromEntries(inner.map(({ name }) => [name, version]));
  await compile(path.join(root, workspaces[0]!, 'src'), path.join(folder, 'src'));
  await mkdir(path.join(folder, 'bin'), { recursive: true });
  await writeFile(path.join(folder, 'bin', 'goldpath.js'), bin, { mode: 0o755 });
  await write(folder, {
    name: own.name,
    version,
    license: own.license,
    type: 'module',
    engines: { node: '>=24' },
    bin: { goldpath: 'bin/goldpath.js' },
    files: ['bin', 'src'],
    dependencies: { ...external, ...bundled },
    bundleDependencies: Object.keys(bundled),
  });
  for (const [index, { name, main, exports = {} }] of inner.entries()) {
    const from = path.join(root, workspaces[index + 1]!);
    const to = path.join(folder, 'node_modules', name);
    await compile(path.join(from, 'src'), path.join(to, 'src'));
    const compiled = Object.entries(exports).map(([key, file]) => [key, file.replace(/\.ts$/, '.js')]);
    await write(to, {
      name,
      version,
      type: 'module',
      ...(main && { main: main.replace(/\.ts$/, '.js') }),
      exports: Object.fromEntries(compiled),
    });
  }
}

const write = (folder: string, manifest: object) =>
  writeFile(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);

/** Compiles a folder without its tests; what is not TypeScript is copied. */
async function compile(from: string, to: string): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true, recursive: true })) {
    const source = path.join(entry.parentPath, entry.name);
    const relative = path.relative(from, source);
    if (!entry.isFile() || /\.test\.tsx?$|^testing[\\/]/.test(relative)) continue;
    const target = path.join(to, relative.replace(/\.ts$/, '.js'));
    await mkdir(path.dirname(target), { recursive: true });
    if (!source.endsWith('.ts')) {
      await cp(source, target);
      continue;
    }
    const { outputText } = ts.transpileModule(await readFile(source, 'utf8'), {
      fileName: source,
      compilerOptions: {
        target: ts.ScriptTarget.ESNext,
        module: ts.ModuleKind.ESNext,
        verbatimModuleSyntax: true,
        rewriteRelativeImportExtensions: true,
      },
    });
    await writeFile(target, outputText);
  }
}
