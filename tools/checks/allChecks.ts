import path from 'node:path';
import process from 'node:process';
import { root } from '../root.mjs';
import { type Check, e2eCheck, toolCheck, vitestCheck, vitestShards } from './check.ts';
import { longestFirst } from './longestFirst.ts';
import { readSkeletons } from './skeletons.ts';
import { types, typesOfInfra } from './typeChecks.ts';

/** Builds the frontend and finds a browser; both are kept, so that it is quick the next time. */
const preparation: Check = {
  title: 'frontend and browser',
  cwd: root,
  command: [process.execPath, path.join('tools', 'setup', 'browserTests.ts')],
};

/** The checks of `npm test`, in the order in which they start: the installations that others wait for, then the longest first. */
export async function allChecks(): Promise<Check[]> {
  const skeletons = await readSkeletons();
  const installs = skeletons.map(({ install }) => install);
  // they read the skeletons' node_modules, which `npm ci` replaces
  const after = installs.map(({ title }) => title);
  const afterPreparation = [...after, preparation.title];
  const checks: Check[] = [
    ...vitestShards('integration', 2).map(check => ({ ...check, after })),
    { ...vitestCheck('integration-backend', 'run'), after },
    { ...e2eCheck('packages/backend'), after: afterPreparation },
    { ...e2eCheck('packages/app'), after: afterPreparation },
    ...skeletons.flatMap(({ scripts }) => scripts),
    { ...toolCheck('lint', 'eslint', '.'), after },
    { ...vitestCheck('pure', 'run'), after },
    { title: 'API reports', cwd: root, command: [process.execPath, 'tools/api.ts', '--check'] },
    types,
    toolCheck('format', 'prettier', '--check', '--log-level=warn', '.'),
    toolCheck('spelling', 'cspell', '--no-progress', '--quiet', '--dot', '.'),
    { ...typesOfInfra, after },
    toolCheck('unused code', 'knip'),
  ];
  return [...installs, preparation, ...longestFirst(checks)];
}

/** Adds the preparation of the end-to-end tests to chosen checks that wait for it. */
export function withPreparation(chosen: readonly Check[]): Check[] {
  const waiting = chosen.some(({ after = [] }) => after.includes(preparation.title));
  const present = chosen.some(({ title }) => title === preparation.title);
  return waiting && !present ? [preparation, ...chosen] : [...chosen];
}
