import { stat } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { type Format, format as formatReport, isBlocking } from '@goldpath/diagnostics';
import { allRules, checkRepository } from '@goldpath/repository-check';
import { acceptByBaseline } from './checkBaseline.ts';

/** Options of {@link check}. */
export interface CheckCommand {
  stage?: string | undefined;
  format: Format;
  /** file with accepted problems */
  baseline?: string | undefined;
  /** accept all problems by writing them into the baseline */
  writeBaseline?: boolean | undefined;
  /** change the source of programs where that fixes a problem */
  fix?: boolean | undefined;
  color: boolean;
  signal?: AbortSignal;
  /** receives a line after each check */
  onProgress?: (line: string) => void;
}

/** The result of {@link check}. */
export interface CheckResult {
  /** in the requested format */
  report: string;
  hasBlocking: boolean;
  /** the changes that fix problems, as a patch */
  patch: string;
  /** lines about the baseline, and about problems that were not fixed */
  notes: string[];
  /** files that could not be fixed, one sentence each */
  failures: string[];
}

/**
 * Checks a folder, or a file that describes infrastructure, after fixing it on request.
 *
 * @throws InputError when the baseline is not valid
 */
export async function check(
  subject: string,
  { stage, format, fix, color, signal, onProgress, ...accepted }: CheckCommand,
): Promise<CheckResult> {
  const fixed = fix
    ? await fixFolder(subject, color, { ...(stage !== undefined && { stage }), ...(signal && { signal }) })
    : nothingFixed;
  const found = await checkRepository(subject, {
    ...(stage !== undefined && { stage }),
    // an interruption says that nothing was written
    ...(signal && fixed.patch === '' && { signal }),
    ...(onProgress && { onProgress }),
  });
  const dir = await folderOf(subject);
  const { left: diagnostics, notes } = await acceptByBaseline(found, dir, accepted);
  const report = await formatReport(diagnostics, format, {
    color,
    folder: fromRepositoryRoot(dir),
    rules: format === 'sarif' ? await allRules() : [],
  });
  return {
    report,
    hasBlocking: diagnostics.some(isBlocking),
    patch: fixed.patch,
    notes: [...fixed.notes, ...notes],
    failures: fixed.failures,
  };
}

const nothingFixed = { patch: '', notes: [], failures: [] };

async function fixFolder(
  dir: string,
  color: boolean,
  options: { stage?: string; signal?: AbortSignal },
): Promise<Pick<CheckResult, 'patch' | 'notes' | 'failures'>> {
  const { fixRepository } = await import('@goldpath/repository-check/fix');
  const { unifiedDiff } = await import('@goldpath/template-lint');
  const { changes, notes, failures } = await fixRepository(dir, options);
  return { patch: changes.map(change => unifiedDiff(change, { color })).join(''), notes, failures };
}

/** The folder that the files of diagnostics are relative to. */
async function folderOf(subject: string): Promise<string> {
  const status = await stat(subject);
  return status.isFile() ? path.dirname(path.resolve(subject)) : subject;
}

/** The folder relative to the root of the repository that a workflow runs in; empty when it is elsewhere. */
function fromRepositoryRoot(dir: string): string {
  const relative = path.relative(process.env.GITHUB_WORKSPACE || process.cwd(), dir);
  const isElsewhere = path.isAbsolute(relative) || relative.split(path.sep)[0] === '..';
  return isElsewhere ? '' : relative.split(path.sep).join('/');
}
