import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { type Diagnostic, isBlocking } from '@goldpath/diagnostics';
import { PROGRAM_FILE, ProgramError, type ProgramGraphs, runProgram } from '@goldpath/program';
import { checkRepository } from '@goldpath/repository-check';
import { readEntries } from '../git/trees.ts';
import type { Service } from '../service.ts';
import { withCheckout } from './checkout.ts';
import { resourceProblems } from './resourceProblems.ts';

/**
 * Checks a merged service as `goldpath check` does, and compares the resources of its programs with those before.
 *
 * @param dir - the folder with the merged service
 * @param tree - its tree
 * @returns the blocking problems that the team's last commit does not have
 */
export async function newProblems(service: Service, dir: string, tree: string): Promise<Diagnostic[]> {
  const executed: ProgramGraphs[] = [];
  const onExecuted = (program: ProgramGraphs) => void executed.push(program);
  const changed = await changedPrograms(service, tree);
  // the programs of the last commit run while the merged ones are checked
  const [after, before] = await Promise.all([
    blockingProblems(dir, onExecuted),
    executedBefore(service, changed),
  ]);
  const real = await realpath(dir);
  const lost = changed.flatMap(folder => {
    const last = before.get(folder);
    if (last instanceof ProgramError) return [notCompared(folder, last)];
    const next = executed.find(({ root }) => root === path.join(real, folder));
    // the check reports a program that cannot be executed any more
    return last && next ? resourceProblems(last, next, folder) : [];
  });
  if (after.length === 0) return lost;
  const known = new Set((await withCheckout(service, service.head, blockingProblems)).map(identity));
  return [...lost, ...after.filter(problem => !known.has(identity(problem)))];
}

async function blockingProblems(
  dir: string,
  onExecuted?: (program: ProgramGraphs) => void,
): Promise<Diagnostic[]> {
  return (await checkRepository(dir, { ...(onExecuted && { onExecuted }) })).filter(isBlocking);
}

/** Lines move in a merge, so a problem is the same when its rule, file, subject and message are. */
function identity({ rule, location, subject, message }: Diagnostic): string {
  return JSON.stringify([rule, location.file, subject?.name, message]);
}

/** The folders of the programs that the service has before and after, and whose files differ. */
async function changedPrograms({ root, prefix, entries }: Service, tree: string): Promise<string[]> {
  const merged = await readEntries(root, tree, prefix);
  const programs = [...merged.keys()].filter(
    file => path.posix.basename(file) === PROGRAM_FILE && entries.has(file),
  );
  const folders = programs.map(file => path.posix.dirname(file));
  return folders
    .filter(folder =>
      [...merged].some(([file, { id }]) => isIn(file, folder) && entries.get(file)?.id !== id),
    )
    .map(folder => path.posix.relative(prefix, folder));
}

const isIn = (file: string, folder: string) => folder === '.' || file.startsWith(`${folder}/`);

async function executedBefore(
  service: Service,
  folders: readonly string[],
): Promise<Map<string, ProgramGraphs | ProgramError>> {
  if (folders.length === 0) return new Map();
  return withCheckout(service, service.head, async dir => {
    const executed = new Map<string, ProgramGraphs | ProgramError>();
    for (const folder of folders) {
      const program = await runProgram(path.join(dir, folder)).catch((error: unknown) => {
        if (error instanceof ProgramError) return error;
        throw error;
      });
      executed.set(folder, program);
    }
    return executed;
  });
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
