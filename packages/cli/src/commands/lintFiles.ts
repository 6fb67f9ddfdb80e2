import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { type Diagnostic, isInside } from '@goldpath/diagnostics';
import {
  type Action,
  applyBaseline,
  type BaselineEntry,
  baselineOf,
  CONFIG_FILE,
  formatBaseline,
  type LintConfig,
  lintRules,
  parseActions,
  parseBaseline,
  parseLintConfig,
} from '@goldpath/template-lint';
import { InputError } from '../exit.ts';

/**
 * Reads the saved actions of a portal.
 *
 * @throws InputError when the file cannot be read or is not such a list
 */
export function readActions(file: string): Promise<Action[]> {
  return readInput(file, 'pass a saved response of GET /api/scaffolder/v2/actions', parseActions);
}

/**
 * Reads a configuration: the given file, or the nearest one around the current folder, up to the root of its repository.
 *
 * @throws InputError when the file cannot be read or violates its schema
 */
export async function readConfig(file: string | undefined): Promise<LintConfig> {
  const found = file ?? nearestConfig(process.cwd());
  if (found === undefined) return { rules: {} };
  return readInput(found, 'pass a configuration of the lint', text => parseLintConfig(text, lintRules));
}

function nearestConfig(start: string): string | undefined {
  for (let folder = start; ; folder = path.dirname(folder)) {
    const file = path.join(folder, CONFIG_FILE);
    if (existsSync(file)) return path.relative(start, file);
    if (existsSync(path.join(folder, '.git')) || folder === path.dirname(folder)) return undefined;
  }
}

async function readInput<Content>(
  file: string,
  advice: string,
  parse: (text: string) => Content,
): Promise<Content> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new InputError(`${file}: cannot be read (${error.code}); ${advice}`, [], { cause: error });
  });
  try {
    return parse(text);
  } catch (error) {
    throw new InputError(`${file}: ${(error as Error).message}`, [], { cause: error });
  }
}

/** A baseline file, and the files that a run of the lint covers. */
export interface Baseline {
  file: string;
  /** absolute path of the folder that files in diagnostics are relative to */
  folder: string;
  /** absolute paths of the folders and files that are linted */
  paths: readonly string[];
}

/**
 * Replaces the entries of the linted folders and files in a baseline, and returns a line about it.
 *
 * @throws InputError when the file exists and is not a baseline
 */
export async function writeBaseline(diagnostics: readonly Diagnostic[], baseline: Baseline): Promise<string> {
  const { file } = baseline;
  const others = existsSync(file)
    ? (await readBaseline(file)).filter(entry => !isCovered(entry, baseline))
    : [];
  const found = baselineOf(diagnostics, namesFor(baseline)).filter(entry => isCovered(entry, baseline));
  await writeFile(file, formatBaseline([...others, ...found]));
  const count = found.reduce((sum, entry) => sum + entry.count, 0);
  return `${file}: ${count} finding${count === 1 ? '' : 's'} accepted`;
}

/**
 * The findings that a baseline does not accept, and a note about entries that are no longer needed.
 *
 * @throws InputError when the file cannot be read or is not a baseline
 */
export async function withoutBaseline(
  diagnostics: readonly Diagnostic[],
  baseline: Baseline,
): Promise<{ left: Diagnostic[]; accepted: number; notes: string[] }> {
  const entries = await readBaseline(baseline.file);
  const { left, accepted, outdated } = applyBaseline(diagnostics, entries, namesFor(baseline));
  const { length } = outdated.filter(entry => isCovered(entry, baseline));
  const notes =
    length === 0
      ? []
      : [`${baseline.file}: findings of ${length} of its entries are fixed; renew it with --write-baseline`];
  return { left, accepted, notes };
}

const readBaseline = (file: string) => readInput(file, 'write it with --write-baseline', parseBaseline);

/** Names in a baseline are relative to its folder, so that it can be used from any folder. */
function namesFor({ file, folder }: Baseline): (name: string) => string {
  const base = path.dirname(path.resolve(file));
  return name => path.relative(base, path.resolve(folder, name)).replaceAll(path.sep, '/');
}

/** Whether the file of an entry is linted: an entry of another file is neither fixed nor replaced. */
function isCovered(entry: BaselineEntry, { file, paths }: Baseline): boolean {
  const target = path.resolve(path.dirname(file), entry.file);
  return paths.some(given => isInside(given, target));
}
