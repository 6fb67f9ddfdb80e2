import type { LintRule } from '../../rule.ts';
import { changedExample, validExample } from './example.ts';
import { problemsOf } from './problemsOf.ts';

/** The places in stamp.yaml exist in the skeleton. */
export const stampEdit: LintRule = {
  id: 'stamp-edit',
  title: 'Each edit of stamp.yaml has a place in the skeleton.',
  why: 'An edit without a place would leave the value of the sample. goldpath:stamp refuses the template.',
  severity: 'error',
  example: {
    incorrect: changedExample('stamp.yaml', 'at: /name', 'at: /title'),
    correct: validExample(),
  },
  check: problemsOf('stamp-edit'),
};
