import path from 'node:path';
import { root } from '../root.mjs';

/** A command that passes or fails, or a run of tests that are counted one by one. */
export interface Check {
  title: string;
  cwd: string;
  command: readonly [program: string, ...args: string[]];
  /** the JSON report that vitest writes, when the command runs vitest */
  report?: string;
  /** whether it needs nothing of this repository, so that it can run while the dependencies are installed */
  independent?: boolean;
  /** titles of checks that must pass before this one starts, when they are part of the run */
  after?: readonly string[];
  /** the programs of the machine that it uses besides npm's, for the summary */
  uses?: readonly string[];
  /** why it cannot run on this machine, in a sentence; it then fails without being started */
  impossible?: string;
}

/** The folder of the reports of vitest. */
export const reports = path.join(root, '.cache', 'reports');

/** A check that runs an installed tool in the root folder. */
export function toolCheck(title: string, tool: string, ...args: string[]): Check {
  return { title, cwd: root, command: [path.join(root, 'node_modules', '.bin', tool), ...args] };
}

/** A check that runs vitest in the root folder and counts its tests. */
export function vitestCheck(project: string, ...args: string[]): Check {
  return vitest(`${project} tests`, ...args, '--project', project);
}

/** A project of vitest as several checks with a share of its test files each. vitest itself runs one file at a time on two cores. */
export function vitestShards(project: string, count: number): Check[] {
  return Array.from({ length: count }, (_, index) =>
    vitest(
      `${project} tests ${index + 1} of ${count}`,
      'run',
      '--project',
      project,
      `--shard=${index + 1}/${count}`,
    ),
  );
}

/**
 * The end-to-end tests of one package.
 *
 * @param folder - of the package, such as `packages/app`
 */
export function e2eCheck(folder: string): Check {
  return vitest(`e2e tests of ${folder}`, 'run', folder, '--project', 'e2e');
}

/**
 * A step of the rehearsal that is written as a test file.
 *
 * @param file - in `rehearsal/steps`
 */
export function rehearsalCheck(title: string, file: string): Check {
  return vitest(title, 'run', `rehearsal/steps/${file}`, '--project', 'rehearsal');
}

function vitest(title: string, ...args: string[]): Check {
  const report = path.join(reports, `${title.replaceAll(/\W+/g, '-')}.json`);
  return { ...toolCheck(title, 'vitest', ...args, ...reporting(report)), report };
}

/** The arguments with which vitest writes a JSON report. */
export function reporting(report: string): string[] {
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
}
