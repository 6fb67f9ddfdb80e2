import type { LintRule } from '../../rule.ts';
import { placeOf } from '../../template/stampFolder.ts';
import { changedExample, soundExample } from './example.ts';
import { asSentence, EFFECT } from './faults.ts';

/** The skeleton is what stamping makes of its own sample. */
export const stampIdentity: LintRule = {
  id: 'stamp-identity',
  title: 'With the answers of samples/skeleton.yaml an edit writes what stands in the skeleton already.',
  why: 'The skeleton is tested as it lies, and what is stamped is the skeleton with other answers. Where the two differ, something is stamped that nobody tested: goldpath:stamp refuses the template.',
  severity: 'error',
  example: {
    bad: changedExample('skeleton/package.json', 'parcel-tracker', 'parcel-desk'),
    good: soundExample(),
  },
  check({ stamped }) {
    const root = stamped?.spec?.root;
    if (!root) return [];
    const faults = [...stamped.edited.values()].flatMap(edited => edited.faults);
    return faults
      .filter(({ kind }) => kind === 'sample')
      .map(({ edit, message, remedy }) => ({
        at: placeOf(root, edit.path),
        message: `skeleton/${edit.file} ${message}: ${EFFECT}`,
        fix: asSentence(remedy),
      }));
  },
};
