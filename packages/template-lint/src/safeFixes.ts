import type { Diagnostic } from '@goldpath/diagnostics';
import { applyEdits, chooseEdits } from './edits.ts';
import type { LintReport } from './lint.ts';

/** A fix can make another one possible. This many rounds are made at most. */
const MAX_ROUNDS = 10;

/** The texts of changed files, by path, and the problems that are left in all files. */
export interface FixState {
  texts: ReadonlyMap<string, string>;
  report: LintReport;
}

/** The files of the templates, as the search for safe fixes reads and lints them. */
export interface FixFiles {
  /** the content on the disk */
  read: (file: string) => string;
  canEdit: (file: string) => boolean;
  /** lints with the texts in place of the files on the disk */
  lint: (texts: ReadonlyMap<string, string>) => Promise<LintReport>;
}

/**
 * Applies every fix after which fewer problems are left and no rule reports more of them in any file. When all fixes together do
 * not meet that, halves of them are tried, down to the single fix that does harm.
 */
export async function applySafeFixes(files: FixFiles): Promise<FixState> {
  const report = await files.lint(new Map());
  const rejected = new Set<string>();
  const start = { texts: new Map<string, string>(), report };
  return applySafely(files, start, report.diagnostics.filter(isFixable), rejected);
}

async function applySafely(
  files: FixFiles,
  state: FixState,
  batch: readonly Diagnostic[],
  rejected: Set<string>,
): Promise<FixState> {
  if (batch.length === 0) return state;
  const next = await applyAll(files, state, batch);
  if (isBetter(state.report, next.report)) return next;
  const [only, ...others] = batch;
  if (only && others.length === 0) {
    rejected.add(keyOf(only));
    return state;
  }
  const middle = Math.ceil(batch.length / 2);
  const half = await applySafely(files, state, batch.slice(0, middle), rejected);
  // the first half may have moved the places of the second
  const keys = new Set(batch.slice(middle).map(keyOf));
  const rest = half.report.diagnostics.filter(
    found => isFixable(found) && keys.has(keyOf(found)) && !rejected.has(keyOf(found)),
  );
  return applySafely(files, half, rest, rejected);
}

/** Applies fixes, and those of the problems that they reveal, until none is left. */
async function applyAll(files: FixFiles, state: FixState, batch: readonly Diagnostic[]): Promise<FixState> {
  const others = new Set(state.report.diagnostics.map(keyOf));
  for (const diagnostic of batch) others.delete(keyOf(diagnostic));
  const texts = new Map(state.texts);
  let report = state.report;
  let wanted = batch;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const edits = chooseEdits(wanted, files.canEdit);
    if (edits.size === 0) break;
    for (const [file, some] of edits) texts.set(file, applyEdits(texts.get(file) ?? files.read(file), some));
    report = await files.lint(texts);
    wanted = report.diagnostics.filter(found => isFixable(found) && !others.has(keyOf(found)));
  }
  return { texts, report };
}

/** Whether fewer problems are left, and no rule reports more of them in any file. */
function isBetter(before: LintReport, after: LintReport): boolean {
  if (after.diagnostics.length >= before.diagnostics.length) return false;
  const allowed = countByRule(before.diagnostics);
  return [...countByRule(after.diagnostics)].every(([key, count]) => count <= (allowed.get(key) ?? 0));
}

function countByRule(diagnostics: readonly Diagnostic[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rule, location } of diagnostics) {
    const key = `${rule} ${location.file}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** Identifies a problem in texts in which its line may be another one. */
const keyOf = ({ rule, location, message }: Diagnostic) => JSON.stringify([rule, location.file, message]);

const isFixable = ({ edits = [] }: Diagnostic) => edits.length > 0;
