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
  color: boolean;
  signal?: AbortSignal;
  /** receives a line after each check */
  onProgress?: (line: string) => void;
}

/**
 * Checks a folder, or a file that describes infrastructure.
 *
 * @returns the report in the requested format, whether a diagnostic blocks, and lines about the baseline
 * @throws InputError when the baseline is not valid
 */
export async function check(
  subject: string,
  { stage, format, color, signal, onProgress, ...accepted }: CheckCommand,
): Promise<{ report: string; hasBlocking: boolean; notes: string[] }> {
  const found = await checkRepository(subject, {
    ...(stage !== undefined && { stage }),
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  });
  const dir = await folderOf(subject);
  const { left: diagnostics, notes } = await acceptByBaseline(found, dir, accepted);
  const report = await formatReport(diagnostics, format, {
    color,
    folder: fromRepositoryRoot(dir),
    rules: format === 'sarif' ? await allRules() : [],
  });
  return { report, hasBlocking: diagnostics.some(isBlocking), notes };
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
