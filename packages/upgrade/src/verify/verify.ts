import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '@goldpath/diagnostics';
import type { Tree } from '@goldpath/files';
import { ProgramError, type ProgramGraphs } from '@goldpath/program';
import { changeTree, readEntries, storeTree } from '../git/trees.ts';
import type { MergedRender } from '../mergeRender.ts';
import type { Service } from '../service.ts';
import { brokenImports } from './brokenImports.ts';
import { withCheckout } from './checkout.ts';
import { agreeingLockfiles } from './lockfiles.ts';
import { mergedFileProblems, mergedFiles } from './mergedFiles.ts';
import { newProblems } from './newProblems.ts';
import type { Programs } from './programs.ts';
import { serviceTests } from './serviceTests.ts';

/**
 * Makes files from a merged service, such as drawings and prices; their paths are from its folder. It gets the programs that the check
 * has executed.
 */
export type Generate = (dir: string, executed: readonly ProgramGraphs[]) => Promise<Tree>;

/** Options of the verification that a merge without conflicts has to pass. */
export interface VerifyOptions {
  /** makes files from the merged service */
  generate?: Generate;
  /** leaves out the check of the merged service and of its resources */
  skipCheck?: boolean;
  /** installs the packages of the merged service, and runs its types and tests */
  test?: boolean;
  signal?: AbortSignal;
}

/** A merged service with the files that are made from others, and its problems. */
export interface Verified {
  tree: string;
  problems: Diagnostic[];
  /** lockfiles that were made again */
  remade: string[];
}

/** Verifies a merge without conflicts, and makes the lockfiles and generated files of the merged service again. */
export async function verify(
  service: Service,
  { tree, rendered, base }: MergedRender,
  options: VerifyOptions,
  programs: Programs,
): Promise<Verified> {
  const { root, prefix } = service;
  const merged = await mergedFiles(service, tree, rendered);
  const problems = [...mergedFileProblems(merged), ...(await brokenImports(service, tree, rendered, base))];
  const isUsed = options.generate !== undefined || options.test === true || !options.skipCheck;
  if (!isUsed && merged.length === 0) return { tree, problems, remade: [] };
  return withCheckout(service, tree, async dir => {
    const lockfiles = await agreeingLockfiles(dir, merged);
    problems.push(...lockfiles.problems);
    const checked = options.skipCheck
      ? { problems: [], executed: [] }
      : await newProblems(service, { dir, tree }, programs);
    const generated = await generate(dir, checked.executed, options);
    problems.push(...checked.problems, ...generated.problems);
    const made: Tree = new Map([...lockfiles.files, ...generated.files]);
    for (const [file, { content }] of made) await writeFile(path.join(dir, file), content);
    if (options.test) {
      const files = [...(await readEntries(root, tree, prefix)).keys()].map(file =>
        file.slice(prefix.length),
      );
      problems.push(...(await serviceTests(dir, files, options.signal)));
    }
    const changed =
      made.size === 0 ? tree : await changeTree(root, tree, await storeTree(root, made, prefix));
    return { tree: changed, problems, remade: [...lockfiles.files.keys()] };
  });
}

/** A program that cannot be executed does not keep the upgrade from being offered: its files stay as they are. */
async function generate(
  dir: string,
  executed: readonly ProgramGraphs[],
  options: VerifyOptions,
): Promise<{ files: Tree; problems: Diagnostic[] }> {
  try {
    return { files: (await options.generate?.(dir, executed)) ?? new Map(), problems: [] };
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    return { files: new Map(), problems: [notDescribed(error)] };
  }
}

function notDescribed(error: ProgramError): Diagnostic {
  return {
    rule: 'upgrade-describes-infrastructure',
    severity: 'warning',
    verdict: 'unverifiable',
    location: { file: 'docs/infrastructure/README.md', line: 1 },
    message: `The drawings and prices are those of before the upgrade, since the program cannot be executed: ${error.message}`,
    fix: 'Fix the program, or run "npm ci" in its folder, and then "goldpath diagram . --out docs/infrastructure/stage.svg" on the branch of the upgrade.',
  };
}
