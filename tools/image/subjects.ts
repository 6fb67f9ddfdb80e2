import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../node24.mjs';
import type { Unpacked } from './container.ts';
import { developmentPackages } from './contents.ts';
import { tryPortal } from './portal.ts';
import type { Findings } from './report.ts';
import { tryService } from './service.ts';

/** An image that this repository makes, and how it is tried. */
export interface Subject {
  /** the folder of its Dockerfile */
  source: string;
  /** what its Dockerfile adds to the base by `apk` */
  programs: readonly string[];
  /** folders that its user may own */
  data: readonly string[];
  /** folders of source that runs as it is, or is handed out */
  sources: readonly string[];
  developmentPackages(): Promise<string[]>;
  /** the parts whose size is told, in the order in which they claim a file */
  parts: readonly [name: string, folder: string][];
  attempt(image: Unpacked, findings: Findings): Promise<void>;
}

const read = async (file: string) => JSON.parse(await readFile(file, 'utf8'));
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
      developmentPackages(await read(path.join(service, 'package-lock.json')), '/app'),
    parts: [node, packages, ['the compiled service', '/app/dist'], ['migrations', '/app/prisma'], rest],
    attempt: tryService,
  },
  portal: {
    source: root,
    programs: ['git'],
    data: ['/data'],
    sources: ['/app/packages/backend', '/app/plugins', '/app/policies', '/app/templates'],
    developmentPackages: async () => {
      const { devDependencies } = await read(path.join(root, 'package.json'));
      // Backstage reads plugins' config.d.ts with it
      const runs = ['typescript'];
      const names = Object.keys(devDependencies).filter(name => !runs.includes(name));
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
