import path from 'node:path';
import { TEMPLATE_FILE } from '@goldpath/template';
import type { LintContext, LintRule, Report } from '../../rule.ts';
import { changedExample, validExample } from './example.ts';
import { problemsOf } from './problemsOf.ts';

const problems = problemsOf('stamp-schema');

/** stamp.yaml and the form of template.yaml are valid. */
export const stampSchema: LintRule = {
  id: 'stamp-schema',
  title: 'stamp.yaml and the form of template.yaml follow the schemas of goldpath:stamp.',
  why: 'goldpath:stamp validates both files and refuses a template with unknown content, so nothing can be created from it.',
  severity: 'error',
  example: {
    incorrect: changedExample('stamp.yaml', 'at: /name', 'att: /name'),
    correct: validExample(),
  },
  check(context) {
    if (!context.stamped) return [];
    return [...otherName(context), ...problems(context)];
  },
};

function otherName({ template: { source, root } }: LintContext): Report[] {
  if (path.basename(source.path) === TEMPLATE_FILE) return [];
  const message = `goldpath:stamp reads the form from ${TEMPLATE_FILE}, which does not exist.`;
  return [{ at: root, message, fix: `Rename this file to ${TEMPLATE_FILE}.` }];
}
