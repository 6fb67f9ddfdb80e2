import path from 'node:path';
import { at } from '@goldpath/diagnostics';
import type { LintTemplate, Step } from './lintTemplate.ts';
import { namesOf } from './parameters.ts';

/**
 * Whether a later step deletes a file in every case, so that its content does not matter.
 *
 * @param step - writes the file
 * @param file - path in the workspace
 */
export function isDeletedLater({ steps }: LintTemplate, step: Step, file: string): boolean {
  return steps.slice(step.index + 1).some(later => deletes(later, file));
}

function deletes({ action, condition, hasEach, input }: Step, file: string): boolean {
  const isCertain = (!condition || condition.value === true) && !hasEach;
  if (action !== 'fs:delete' || !isCertain) return false;
  return namesOf(at(input, 'files')).some(pattern => matches(file, path.posix.normalize(pattern)));
}

/** The pattern of a folder deletes what is in it. Names with a dot are names like any other, as in the action. */
function matches(file: string, pattern: string): boolean {
  const [name, wanted] = [file, pattern].map(text => text.replaceAll(/(^|\/)\./g, '$1_'));
  const folder = wanted?.replace(/\/$/, '');
  return [wanted, `${folder}/**`].some(glob => path.posix.matchesGlob(name ?? '', glob ?? ''));
}
