import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../root.mjs';
import type { Unpacked } from './container.ts';
import { developmentPackages, type Lockfile } from './contents.ts';
import { tryPortal } from './portal.ts';
import type { Findings } from './report.ts';
import { tryService } from './service.ts';

/** An image that this repository builds, and how to try it. */
export interface Subject {
  /** the folder of its Dockerfile */
  source: string;
  /** the programs that its Dockerfile adds to the base with `apk` */
  programs: readonly string[];
  /** folders that its user may own */
  data: readonly string[];
  /** folders of sources that are executed, or given to users */
  sources: readonly string[];
  developmentPackages: () => Promise<string[]>;
  /** the parts whose sizes are printed; a file counts for the first part that contains it */
  parts: readonly [name: string, folder: string][];
  attempt: (image: Unpacked, findings: Findings) => Promise<void>;
}

async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(file, 'utf8')) as T;
}

const node: [string, string] = ['Node', '/usr/local/bin/node'];
const packages: [string, string] = ['production packages', '/app/node_modules'];
const rest: [string, string] = ['the stand-in for Alpine', '/'];
const service = path.join(root, 'templates/prompt-library-service/skeleton');

/** The images by name. */
export const subjects: Readonly<Record<string, Subject>> = {
  service: {
    source: service,
    programs: [],
    data: ['/app/.data'],
    sources: [],
    developmentPackages: async () =>
      developmentPackages(await readJson<Lockfile>(path.join(service, 'package-lock.json')), '/app'),
    parts: [node, packages, ['the compiled service', '/app/dist'], ['migrations', '/app/prisma'], rest],
    attempt: tryService,
  },
  portal: {
    source: root,
    programs: ['git'],
    data: ['/data'],
    sources: ['/app/packages/backend', '/app/plugins', '/app/policies', '/app/templates'],
    developmentPackages: async () => {
      const { devDependencies } = await readJson<{ devDependencies: Record<string, string> }>(
        path.join(root, 'package.json'),
      );
      // Backstage reads the config.d.ts of plugins with TypeScript when it starts
      const names = Object.keys(devDependencies).filter(name => name !== 'typescript');
      return names.map(name => `/app/node_modules/${name}`);
    },
    parts: [
      node,
      packages,
      ['the built frontend', '/app/packages/app'],
      ['templates', '/app/templates'],
      ['backend, plugins and policies', '/app'],
      rest,
    ],
    attempt: tryPortal,
  },
};
