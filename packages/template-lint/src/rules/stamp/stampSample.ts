import type { LintRule } from '../../rule.ts';
import { validExample } from './example.ts';
import { problemsOf } from './problemsOf.ts';

/** The samples are valid answers. */
export const stampSample: LintRule = {
  id: 'stamp-sample',
  title:
    'The form accepts the answers of each file in samples/, and samples/skeleton.yaml has the answers of the skeleton.',
  why: 'The samples prove that the template works, and samples/skeleton.yaml defines which values of the skeleton are answers. goldpath:stamp refuses a template with a sample that its own form does not accept.',
  severity: 'error',
  example: {
    incorrect: validExample({ 'samples/other.yaml': 'name: Parcel Desk\n' }),
    correct: validExample({ 'samples/other.yaml': 'name: parcel-desk\n' }),
  },
  check: problemsOf('stamp-sample'),
};
