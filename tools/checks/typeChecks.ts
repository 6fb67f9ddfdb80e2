import process from 'node:process';
import { compiler5, compiler7 } from '../compilers.ts';
import { root } from '../root.mjs';
import type { Check } from './check.ts';

/** The types of everything but the program of the portal's infrastructure. */
export const types: Check = { title: 'types', cwd: root, command: [process.execPath, compiler7] };

/** The types of the program of the portal's infrastructure, with Pulumi's settings, which TypeScript 7 no longer has. */
export const typesOfInfra: Check = {
  title: 'types of infra',
  cwd: root,
  command: [process.execPath, compiler5, '-p', 'infra'],
};
