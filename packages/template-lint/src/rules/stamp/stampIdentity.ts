import type { LintRule } from '../../rule.ts';
import { changedExample, validExample } from './example.ts';
import { problemsOf } from './problemsOf.ts';

/** Stamping the skeleton's own sample returns the skeleton. */
export const stampIdentity: LintRule = {
  id: 'stamp-identity',
  title:
    'With the answers of samples/skeleton.yaml, each edit writes the value that is already in the skeleton.',
  why: 'The skeleton is tested in place, and a stamped service is the skeleton with other answers. Where the two differ, the stamped service has something that was never tested. goldpath:stamp refuses the template.',
  severity: 'error',
  example: {
    incorrect: changedExample('skeleton/package.json', 'parcel-tracker', 'parcel-desk'),
    correct: validExample(),
  },
  check: problemsOf('stamp-identity'),
};
