import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { type Diagnostic, isProblem } from '@goldpath/diagnostics';
import { FolderError, replaceFile } from '@goldpath/files';
import { proposeFixes, type ProposedFix } from '@goldpath/policies';
import { isProgramFile, type ProgramGraphs, ProgramHost } from '@goldpath/program';
import type { Repository } from '../check.ts';
import { infrastructureCheck } from '../infrastructure.ts';
import { readRepository } from '../readRepository.ts';
import { chooseFixes, type Problems } from './chooseFixes.ts';
import { type RefusedFix, SourceFixes } from './sourceFixes.ts';

/** A file that was changed. */
export interface FixedFile {
  /** relative to the folder, with forward slashes */
  file: string;
  before: string;
  after: string;
}

/** The result of {@link fixRepository}. */
export interface FixedRepository {
  changes: FixedFile[];
  /** the fixes that were not made, and those that replace a resource, a sentence for each */
  notes: string[];
  /** the files that could not be written, a sentence for each */
  failures: string[];
}

/**
 * Fixes the problems of the Pulumi programs in a folder whose fix is a property, in their TypeScript. A fix is made only where every
 * stage has fewer problems with it, and none that is new.
 *
 * @throws FolderError when the folder has no program; the reason of `signal` when that has stopped the check
 */
export async function fixRepository(
  dir: string,
  options: { signal?: AbortSignal } = {},
): Promise<FixedRepository> {
  const { repository } = await readRepository(dir);
  if (!repository.files.some(isProgramFile))
    throw new FolderError(`${dir} has no Pulumi program (Pulumi.yaml); only its source can be fixed.`);
  const root = await realpath(repository.dir);
  const sources = new SourceFixes(root);
  const trial = new Trial(repository, options.signal);
  try {
    const { diagnostics: found, programs } = await trial.check({});
    const proposed = (await Promise.all(programs.map(proposeFixes))).flat();
    const { possible, refused } = await sources.possible(proposed);
    const { chosen, rejected } = await chooseFixes(possible, problemsIn(found), async fixes => {
      const { diagnostics } = await trial.check(sources.textsWith(fixes));
      return problemsIn(diagnostics);
    });
    const texts = sources.textsWith(chosen);
    const { changes, failures } = await write(root, texts, sources);
    const harmful = rejected.filter(fix => sources.textsWith([...chosen, fix])[fix.file] !== texts[fix.file]);
    return { changes, failures, notes: notesFor(root, { chosen, refused, harmful }) };
  } finally {
    trial.stop();
  }
}

/** Checks the programs of a folder several times. */
class Trial {
  readonly #host = new ProgramHost();
  readonly #repository: Repository;
  readonly #signal: AbortSignal | undefined;

  constructor(repository: Repository, signal: AbortSignal | undefined) {
    this.#repository = repository;
    this.#signal = signal;
  }

  /** @param sources the texts that take the place of files */
  async check(
    sources: Record<string, string>,
  ): Promise<{ diagnostics: Diagnostic[]; programs: ProgramGraphs[] }> {
    const programs: ProgramGraphs[] = [];
    const diagnostics = await infrastructureCheck.run(this.#repository, {
      sources,
      execute: (execution, options) => this.#host.execute(execution, options),
      onExecuted: program => programs.push(program),
      ...(this.#signal && { signal: this.#signal }),
    });
    // a program that was stopped has other problems
    this.#signal?.throwIfAborted();
    return { diagnostics, programs };
  }

  /** Ends the process that executes the programs. */
  stop(): void {
    this.#host.stop();
  }
}

function problemsIn(diagnostics: readonly Diagnostic[]): Problems {
  const kinds = diagnostics.filter(isProblem).flatMap(({ rule, subject, stages = [''] }) => {
    // a URN begins with the name of its stage
    const name = subject?.urn?.replace(/^urn:pulumi:[^:]+::/, '') ?? subject?.name ?? '';
    return stages.map(stage => `${rule} ${name} ${stage}`);
  });
  return new Map([...Map.groupBy(kinds, kind => kind)].map(([kind, all]) => [kind, all.length]));
}

async function write(root: string, texts: Record<string, string>, sources: SourceFixes) {
  const changes: FixedFile[] = [];
  const failures: string[] = [];
  for (const [target, after] of Object.entries(texts).sort()) {
    const before = sources.original(target);
    const file = relative(root, target);
    const problem = before === after ? undefined : await replaceFile(target, before, after);
    if (problem) failures.push(`${file}: ${problem}`);
    else if (before !== after) changes.push({ file, before, after });
  }
  return { changes, failures };
}

function notesFor(
  root: string,
  {
    chosen,
    refused,
    harmful,
  }: { chosen: readonly ProposedFix[]; refused: readonly RefusedFix[]; harmful: readonly ProposedFix[] },
): string[] {
  const unmade = [
    ...refused,
    ...harmful.map(fix => ({ fix, reason: 'the check has other problems, or as many, after it' })),
  ];
  const notes = [
    ...unmade.map(
      ({ fix, reason }) => `${describe(root, fix)} was not set to ${JSON.stringify(fix.value)}: ${reason}.`,
    ),
    ...chosen
      .filter(({ change }) => change === 'replacement')
      .map(
        fix =>
          `${describe(root, fix)} can only change by replacing ${fix.name}, with its data, where it exists already.`,
      ),
  ];
  return [...new Set(notes)];
}

function describe(root: string, { file, line, rule, path: property }: ProposedFix): string {
  return `${relative(root, file)}:${line}  ${rule}  ${property.replaceAll(/\?|\.\*/g, '')}`;
}

function relative(root: string, file: string): string {
  return path.relative(root, file).split(path.sep).join('/');
}
