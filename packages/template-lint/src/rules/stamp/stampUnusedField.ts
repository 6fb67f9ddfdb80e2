import type { LintRule } from '../../rule.ts';
import { changedExample, validExample } from './example.ts';
import { problemsOf } from './problemsOf.ts';

/** Every answer of the form is used. */
export const stampUnusedField: LintRule = {
  id: 'stamp-unused-field',
  title: 'Each field of the form has an edit in stamp.yaml, or is listed under publishing.',
  why: 'The answer to an unused field has no effect. goldpath:stamp treats it as a forgotten edit and refuses the template.',
  severity: 'error',
  example: {
    incorrect: changedExample(
      'template.yaml',
      '        name: {',
      '        color: { type: string }\n        name: {',
    ),
    correct: validExample(),
  },
  check: problemsOf('stamp-unused-field'),
};
