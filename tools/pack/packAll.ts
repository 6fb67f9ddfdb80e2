import { existsSync } from 'node:fs';
import { copyFile, cp, glob, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../root.mjs';
import { compiled, compilePackages, run } from './compile.ts';
import { publishedManifest } from './publishedManifest.ts';
import { isPlugin, publishedWorkspaces, type Workspace } from './workspaces.ts';

/** A packed package. */
export interface Tarball {
  name: string;
  /** absolute path */
  file: string;
}

/**
 * Compiles and packs every published package, since Node does not strip types under `node_modules`.
 *
 * @param version - of all of them
 * @param to - the folder to write the tarballs to; created when it does not exist
 * @throws Error when a package does not build
 */
export async function packAll(version: string, to: string): Promise<Tarball[]> {
  await compilePackages();
  return packCompiled(await publishedWorkspaces(), version, to);
}

/**
 * Compiles and packs some of the published packages, as {@link packAll} does.
 *
 * @param workspaces - the packages
 */
export async function packSome(
  workspaces: readonly Workspace[],
  version: string,
  to: string,
): Promise<Tarball[]> {
  await compilePackages(
    compiled,
    workspaces.map(({ folder }) => folder),
  );
  return packCompiled(workspaces, version, to);
}

async function packCompiled(
  workspaces: readonly Workspace[],
  version: string,
  to: string,
): Promise<Tarball[]> {
  await mkdir(to, { recursive: true });
  const folders: string[] = [];
  try {
    for (const workspace of workspaces) {
      const staged = path.join(root, '.cache', 'pack', workspace.folder);
      await rm(staged, { recursive: true, force: true });
      await mkdir(staged, { recursive: true });
      await stage(workspace, version, staged);
      folders.push(staged);
    }
  } finally {
    await rm(compiled, { recursive: true, force: true });
  }
  const { stdout } = await run(
    'npm',
    ['pack', '--json', '--pack-destination', path.resolve(to), ...folders],
    root,
  );
  return (JSON.parse(stdout) as { name: string; filename: string }[]).map(({ name, filename }) => ({
    name,
    file: path.resolve(to, filename),
  }));
}

async function stage(workspace: Workspace, version: string, staged: string): Promise<void> {
  const folder = path.join(root, workspace.folder);
  const { manifest } = workspace;
  if (isPlugin(workspace)) await stagePlugin(folder, staged);
  else await stageCompiled(workspace.folder, staged);
  for (const file of ['README.md', manifest.configSchema]) {
    if (file && existsSync(path.join(folder, file)))
      await copyFile(path.join(folder, file), path.join(staged, file));
  }
  await copyFile(path.join(root, 'LICENSE'), path.join(staged, 'LICENSE'));
  const extension = existsSync(path.join(staged, 'dist/index.esm.js')) ? '.esm.js' : '.mjs';
  const published = publishedManifest(manifest, version, source => {
    const name = source.replace(/^(?:\.\/)?src\//, 'dist/').replace(/\.tsx?$/, '');
    return { code: `${name}${isPlugin(workspace) ? extension : '.js'}`, types: `${name}.d.ts` };
  });
  await writeFile(path.join(staged, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
}

/** Builds a plugin. `backstage-cli` builds every entry of `exports`, also those for tests, which are not published. */
async function stagePlugin(folder: string, staged: string): Promise<void> {
  await run('backstage-cli', ['package', 'build'], folder);
  await cp(path.join(folder, 'dist'), path.join(staged, 'dist'), { recursive: true });
  await rm(path.join(folder, 'dist'), { recursive: true });
  await rm(path.join(staged, 'dist', 'testing'), { recursive: true, force: true });
}

/** Copies what TypeScript has compiled, and the data files beside the sources, which TypeScript copies only when imported. */
async function stageCompiled(folder: string, staged: string): Promise<void> {
  const dist = path.join(staged, 'dist');
  await cp(path.join(compiled, folder, 'src'), dist, { recursive: true });
  const src = path.join(root, folder, 'src');
  for await (const file of glob('**/*.json', { cwd: src, exclude: name => name === 'testing' })) {
    await mkdir(path.dirname(path.join(dist, file)), { recursive: true });
    await copyFile(path.join(src, file), path.join(dist, file));
  }
  const bin = path.join(root, folder, 'bin');
  if (existsSync(bin)) await cp(bin, path.join(staged, 'bin'), { recursive: true });
}
