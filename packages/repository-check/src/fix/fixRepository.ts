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

/** How the programs of a folder are fixed. */
export interface FixOptions {
  /** the stage whose problems are fixed; every stage by default */
  stage?: string;
  signal?: AbortSignal;
}

/** A fix can make another one possible. This many rounds are made at most. */
const MAX_ROUNDS = 10;

/**
 * Fixes the problems of the Pulumi programs in a folder whose fix is a property, in their TypeScript, until no fix is left that helps.
 * A fix is made only where there are fewer problems with it, and no stage has one that is new.
 *
 * @throws FolderError when the folder has no program; the reason of `signal` when that has stopped the check
 */
export async function fixRepository(dir: string, options: FixOptions = {}): Promise<FixedRepository> {
  const { repository } = await readRepository(dir);
  if (!repository.files.some(isProgramFile))
    throw new FolderError(`${dir} has no Pulumi program (Pulumi.yaml); only its source can be fixed.`);
  const root = await realpath(repository.dir);
  const trial = new Trial(repository, options);
  try {
    const made: ProposedFix[] = [];
    const originals = new Map<string, string>();
    let texts: Record<string, string> = {};
    let last: Round = { chosen: [], refused: [], harmful: [], sources: new SourceFixes(root, {}), texts };
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      last = await fixOnce(root, trial, texts);
      for (const file of Object.keys(last.texts))
        if (!originals.has(file)) originals.set(file, last.sources.original(file));
      if (last.chosen.length === 0) break;
      made.push(...last.chosen);
      texts = { ...texts, ...last.texts };
    }
    const { changes, failures } = await write(root, texts, originals);
    return { changes, failures, notes: notesFor(root, { ...last, chosen: made }) };
  } finally {
    trial.stop();
  }
}

/** The result of one round. */
interface Round {
  chosen: readonly ProposedFix[];
  refused: readonly RefusedFix[];
  /** the fixes after which there are other problems, or as many */
  harmful: readonly ProposedFix[];
  sources: SourceFixes;
  /** the files that change, with the fixes */
  texts: Record<string, string>;
}

/** @param before the texts that take the place of files */
async function fixOnce(root: string, trial: Trial, before: Record<string, string>): Promise<Round> {
  const sources = new SourceFixes(root, before);
  const { diagnostics, programs } = await trial.check(before);
  const proposed = (await Promise.all(programs.map(proposeFixes))).flat();
  const { possible, refused } = await sources.possible(proposed);
  const { chosen, rejected } = await chooseFixes(possible, problemsIn(diagnostics), async fixes => {
    const after = await trial.check({ ...before, ...sources.textsWith(fixes) });
    return problemsIn(after.diagnostics);
  });
  const texts = sources.textsWith(chosen);
  const harmful = rejected.filter(fix => sources.textsWith([...chosen, fix])[fix.file] !== texts[fix.file]);
  return { chosen, refused, harmful, sources, texts };
}

/** Checks the programs of a folder several times. */
class Trial {
  readonly #host = new ProgramHost();
  readonly #repository: Repository;
  readonly #options: FixOptions;

  constructor(repository: Repository, options: FixOptions) {
    this.#repository = repository;
    this.#options = options;
  }

  /**
   * Checks every stage, and returns the programs with the stage that is fixed.
   *
   * @param sources the texts that take the place of files
   */
  async check(sources: Record<string, string>): Promise<Checked> {
    const { stage } = this.#options;
    const all = await this.#run(sources);
    if (stage === undefined) return all;
    const ofStage = all.programs.flatMap(program => {
      const stages = program.stages.filter(({ stack }) => stack === stage);
      return stages.length > 0 ? [{ ...program, stages }] : [];
    });
    // a program without files of stages has every stage
    const other = ofStage.length > 0 ? undefined : await this.#run(sources, stage);
    return {
      diagnostics: [...all.diagnostics, ...(other?.diagnostics ?? [])],
      programs: other?.programs ?? ofStage,
    };
  }

  async #run(sources: Record<string, string>, stage?: string): Promise<Checked> {
    const { signal } = this.#options;
    const programs: ProgramGraphs[] = [];
    const diagnostics = await infrastructureCheck.run(this.#repository, {
      sources,
      execute: (execution, options) => this.#host.execute(execution, options),
      onExecuted: program => programs.push(program),
      ...(stage !== undefined && { stage }),
      ...(signal && { signal }),
    });
    // a program that was stopped has other problems
    signal?.throwIfAborted();
    return { diagnostics, programs };
  }

  /** Ends the process that executes the programs. */
  stop(): void {
    this.#host.stop();
  }
}

interface Checked {
  diagnostics: Diagnostic[];
  programs: ProgramGraphs[];
}

function problemsIn(diagnostics: readonly Diagnostic[]): Problems {
  const kinds = diagnostics.filter(isProblem).flatMap(({ rule, subject, stages = [''] }) => {
    // a URN begins with the name of its stage
    const name = subject?.urn?.replace(/^urn:pulumi:[^:]+::/, '') ?? subject?.name ?? '';
    return stages.map(stage => `${rule} ${name} ${stage}`);
  });
  return new Map([...Map.groupBy(kinds, kind => kind)].map(([kind, all]) => [kind, all.length]));
}

async function write(
  root: string,
  texts: Readonly<Record<string, string>>,
  originals: ReadonlyMap<string, string>,
): Promise<Pick<FixedRepository, 'changes' | 'failures'>> {
  const changes: FixedFile[] = [];
  const failures: string[] = [];
  for (const [target, after] of Object.entries(texts).sort()) {
    const before = originals.get(target) ?? '';
    const file = relative(root, target);
    const problem = before === after ? undefined : await replaceFile(target, before, after);
    if (problem) failures.push(`${file}: ${problem}`);
    else if (before !== after) changes.push({ file, before, after });
  }
  return { changes, failures };
}

function notesFor(
  root: string,
  { chosen, refused, harmful }: Pick<Round, 'chosen' | 'refused' | 'harmful'>,
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
