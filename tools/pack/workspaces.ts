import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../root.mjs';

/** The parts of a package.json that packing reads. */
export interface Manifest {
  name: string;
  version: string;
  main?: string;
  types?: string;
  type?: string;
  bin?: Record<string, string> | string;
  files?: string[];
  exports?: Record<string, string>;
  scripts?: Record<string, string>;
  private?: boolean;
  backstage?: { role: string };
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  configSchema?: string;
}

/** A package of this repository that is published. */
export interface Workspace {
  /** relative to the root of the repository */
  folder: string;
  manifest: Manifest;
}

/** The portal itself, which is deployed and not published. */
const notPublished = new Set(['packages/app', 'packages/backend']);

/** Every package that is published, by folder. */
export async function publishedWorkspaces(): Promise<Workspace[]> {
  const workspaces: Workspace[] = [];
  for await (const file of glob('{packages/*,plugins/*,policies}/package.json', { cwd: root })) {
    const folder = path.dirname(file).split(path.sep).join('/');
    if (notPublished.has(folder)) continue;
    const manifest = JSON.parse(await readFile(path.join(root, file), 'utf8')) as Manifest;
    workspaces.push({ folder, manifest });
  }
  return workspaces.sort((left, right) => (left.folder < right.folder ? -1 : 1));
}

/** Whether `backstage-cli package build` builds it; the others are compiled by TypeScript alone. */
export function isPlugin({ folder }: Workspace): boolean {
  return folder.startsWith('plugins/');
}
