import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UserError } from '@goldpath/diagnostics';
import { fix, lint } from '@goldpath/template-lint';
import { type Comparison, compareRendering, type Verdict, verdicts } from './lint/compareRendering.ts';
import { portalEngine } from './lint/portalEngine.ts';
import { exitOn, UsageError } from './setup/steps.ts';

/**
 * `node tools/run.mjs lint-fixes <folder>...`: applies the fixes of the lint to copies of folders with templates, renders each
 * changed line before and after the fix with the engine of the portal, and prints the numbers, and the
 * lines that read another name. Exits with 1 when a value differs, or when a folder has more findings than before.
 */
async function lintFixes(folders: readonly string[]): Promise<void> {
  if (folders.length === 0) throw new UsageError('Usage: node tools/run.mjs lint-fixes <folder>...');
  const missing = folders.filter(folder => !existsSync(folder));
  if (missing.length > 0)
    throw new UsageError(
      `${missing.join(', ')} does not exist; paths are relative to the root of the repository.`,
    );
  const totals = { templates: 0, before: 0, after: 0, files: 0, worse: 0 };
  const counts = new Map<Verdict, number>();
  for (const folder of folders) {
    const found = await fixedCopy(path.resolve(folder));
    if (!found) {
      process.stdout.write(`${folder}: has no template, and is skipped\n`);
      continue;
    }
    totals.templates += found.templates;
    totals.before += found.before;
    totals.after += found.after;
    totals.files += found.files;
    if (found.after > found.before) {
      totals.worse += 1;
      process.stdout.write(`${folder}: ${found.before} findings before, ${found.after} after\n`);
    }
    for (const { verdict } of found.comparisons) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    for (const { verdict, before, after } of found.comparisons) {
      if (verdict === 'different' || verdict === 'another name')
        process.stdout.write(`${folder}: ${verdict}\n- ${before.trim()}\n+ ${after.trim()}\n`);
    }
  }
  process.stdout.write(
    `${totals.templates} templates, ${totals.before} findings before, ${totals.after} after\n`,
  );
  process.stdout.write(`${totals.files} changed files\n`);
  for (const [verdict, meaning] of Object.entries(verdicts))
    process.stdout.write(`${String(counts.get(verdict as Verdict) ?? 0).padStart(5)}  ${meaning}\n`);
  if (totals.worse > 0 || counts.has('different')) process.exitCode = 1;
}

interface Found {
  templates: number;
  /** numbers of findings */
  before: number;
  after: number;
  files: number;
  comparisons: Comparison[];
}

/** Fixes a copy of a folder; undefined for one without a template. */
async function fixedCopy(folder: string): Promise<Found | undefined> {
  const copy = await mkdtemp(path.join(tmpdir(), 'goldpath-lint-fixes-'));
  try {
    await cp(folder, copy, {
      recursive: true,
      filter: source => !/^(\.git|node_modules)$/.test(path.basename(source)),
    });
    const { diagnostics, summary } = await lint(['.'], { folder: copy });
    const { changes, left } = await fix(['.'], { folder: copy });
    const render = portalEngine();
    return {
      templates: summary.templates,
      before: diagnostics.length,
      after: left.diagnostics.length,
      files: changes.length,
      comparisons: changes.flatMap(({ before, after }) => compareRendering(before, after, render)),
    };
  } catch (error) {
    // the copy can be read, so this is the only error that the lint reports to users
    if (error instanceof UserError) return undefined;
    throw error;
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

lintFixes(process.argv.slice(2)).catch(exitOn);
