import type { LintRule } from '../../rule.ts';
import { changedExample, validExample } from './example.ts';
import { problemsOf } from './problemsOf.ts';

/** The answers in stamp.yaml are answers of the form. */
export const stampAnswer: LintRule = {
  id: 'stamp-answer',
  title: 'The form asks once for each answer in stamp.yaml, and each answer has one use.',
  why: 'An answer that the form does not ask for, or not always, leaves nothing to write. goldpath:stamp refuses the template.',
  severity: 'error',
  example: {
    incorrect: changedExample('stamp.yaml', '  name:', '  nmae:'),
    correct: validExample(),
  },
  check: problemsOf('stamp-answer'),
};
