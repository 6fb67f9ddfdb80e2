import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { type Diagnostic, isBlocking } from '@goldpath/diagnostics';
import { PROGRAM_FILE, ProgramError, type ProgramGraphs } from '@goldpath/program';
import { type CheckOptions, checkRepository } from '@goldpath/repository-check';
import { readEntries, type TreeEntries } from '../git/trees.ts';
import type { Service } from '../service.ts';
import { changedPrograms } from './changedPrograms.ts';
import { withCheckout } from './checkout.ts';
import type { Programs } from './programs.ts';
import { resourceProblems } from './resourceProblems.ts';

/** The verdict about a merged service. */
interface Checked {
  /** the blocking problems that the team's last commit does not have */
  problems: Diagnostic[];
  /** the programs of the merged service that ran to their end */
  executed: ProgramGraphs[];
}

/**
 * Checks a merged service as `goldpath check` does, and compares the resources of its programs with those before.
 *
 * @param dir - the folder with the merged service
 * @param tree - its tree
 */
export async function newProblems(
  service: Service,
  { dir, tree }: { dir: string; tree: string },
  programs: Programs,
): Promise<Checked> {
  const executed: ProgramGraphs[] = [];
  const { execute } = programs;
  const changed = await programsChangedIn(service, tree);
  programs.begin(changed);
  const after = await blockingProblems(dir, {
    execute,
    onExecuted: (program, failure) => void (failure ?? executed.push(program)),
  });
  const real = await realpath(dir);
  const lost: Diagnostic[] = [];
  for (const folder of changed) {
    const last = await programs.before(folder);
    const next = executed.find(({ root }) => root === path.join(real, folder));
    if (last instanceof ProgramError) lost.push(notCompared(folder, last));
    // the check reports a program that cannot be executed any more
    else if (next) lost.push(...resourceProblems(last, next, folder));
  }
  if (after.length === 0) return { problems: lost, executed };
  const before = await withCheckout(service, service.head, last => blockingProblems(last, { execute }));
  const known = new Set(before.map(identity));
  return { problems: [...lost, ...after.filter(problem => !known.has(identity(problem)))], executed };
}

async function blockingProblems(dir: string, options: CheckOptions): Promise<Diagnostic[]> {
  return (await checkRepository(dir, options)).filter(isBlocking);
}

/** Lines move in a merge, so a problem is the same when its rule, file, subject and message are. */
function identity({ rule, location, subject, message }: Diagnostic): string {
  return JSON.stringify([rule, location.file, subject?.name, message]);
}

/** The folders of the programs that a merge changes, from the folder of the service. */
async function programsChangedIn({ root, prefix, entries }: Service, tree: string): Promise<string[]> {
  const idsOf = (files: TreeEntries) => new Map([...files].map(([file, { id }]) => [file, id]));
  const merged = await readEntries(root, tree, prefix);
  return changedPrograms(idsOf(entries), idsOf(merged)).map(folder => path.posix.relative(prefix, folder));
}

function notCompared(folder: string, error: ProgramError): Diagnostic {
  return {
    rule: 'upgrade-keeps-data',
    severity: 'error',
    verdict: 'unverifiable',
    location: { file: path.posix.join(folder, PROGRAM_FILE), line: 1 },
    message: `The program of your last commit cannot be executed, so it is not known which resources the next deployment would delete or replace: ${error.message}`,
    fix: 'Run "pulumi preview" on the branch before you merge it.',
  };
}
