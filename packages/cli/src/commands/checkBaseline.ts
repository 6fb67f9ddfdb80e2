import path from 'node:path';
import type { Diagnostic } from '@goldpath/diagnostics';

/** How a check uses a baseline. */
export interface BaselineOptions {
  /** file with accepted problems */
  baseline?: string | undefined;
  /** accept all problems by writing them into the file */
  writeBaseline?: boolean | undefined;
}

/** A program that was not executed, a configuration that was not evaluated, and invalid waivers cannot be accepted: nothing is known about the rest then. */
const neverAccepted = new Set(['program-executed', 'terraform-evaluated', 'waivers-valid']);

/**
 * Removes the problems that a baseline accepts, after writing it on request. Other results stay.
 *
 * @param dir the folder that files of diagnostics are relative to
 * @throws InputError when the baseline cannot be read or is not valid
 */
export async function acceptByBaseline(
  found: readonly Diagnostic[],
  dir: string,
  { baseline: file, writeBaseline: isWritten }: BaselineOptions,
): Promise<{ left: readonly Diagnostic[]; notes: string[] }> {
  if (file === undefined) return { left: found, notes: [] };
  // the packages of the lint are loaded only when they are needed
  const { withoutBaseline, writeBaseline } = await import('./lintFiles.ts');
  const folder = path.resolve(dir);
  const baseline = { file, folder, paths: [folder] };
  const problems = new Map(found.filter(canBeAccepted).map(each => [withSubject(each), each]));
  const named = [...problems.keys()];
  const written = isWritten ? [await writeBaseline(named, baseline)] : [];
  const { left, accepted, notes } = await withoutBaseline(named, baseline);
  const remaining = new Set(left.map(each => problems.get(each)));
  const counted = accepted === 0 || isWritten ? [] : [`${file}: ${accepted} problems accepted`];
  return {
    left: found.filter(each => !canBeAccepted(each) || remaining.has(each)),
    notes: [...written, ...counted, ...notes],
  };
}

function canBeAccepted({ rule, verdict = 'fail' }: Diagnostic): boolean {
  return (verdict === 'fail' || verdict === 'unverifiable') && !neverAccepted.has(rule);
}

/** In a baseline, a problem of one resource does not accept the same problem of another. */
function withSubject(diagnostic: Diagnostic): Diagnostic {
  const { subject, message } = diagnostic;
  return { ...diagnostic, message: subject ? `${subject.name}: ${message}` : message };
}
