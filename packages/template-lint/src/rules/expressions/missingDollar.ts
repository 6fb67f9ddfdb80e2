import { placeIn } from '@goldpath/diagnostics';
import { edit, type LintRule, type Report } from '../../rule.ts';
import type { LintTemplate, Rendered } from '../../template/lintTemplate.ts';
import { rawEffect } from './effect.ts';

/** Expressions begin with a dollar sign. */
export const missingDollar: LintRule = {
  id: 'missing-dollar',
  title: 'Expressions are written in ${{ }}, with the dollar sign.',
  why: 'The portal does not render {{ }}: it uses the string as it is, and an `if` with it is always true.',
  severity: 'error',
  example: {
    incorrect:
      "parameters: { properties: { name: { type: string } } }\nsteps:\n  - { id: log, action: debug:log, input: { message: '{{ parameters.name }}' } }\n",
    correct:
      "parameters: { properties: { name: { type: string } } }\nsteps:\n  - { id: log, action: debug:log, input: { message: '${{ parameters.name }}' } }\n",
  },
  check: ({ template }) => template.rendered.flatMap(rendered => reportsOf(rendered, template)),
};

function reportsOf(rendered: Rendered, { parameters, steps }: LintTemplate): Report[] {
  const { node, expression } = rendered;
  const { text, problem } = expression;
  if (problem || /\{%-?\s*(raw|verbatim)/.test(text)) return [];
  const isKnown = (root: string | undefined, name: string) =>
    root === 'steps' ? steps.some(({ id }) => id === name) : parameters.fields.has(name);
  return [...text.matchAll(/(?<![${'"`])\{\{-?\s*(parameters|steps)(?:\.|\[['"])([\w-]+)/g)]
    .filter(([, root, name = '']) => rendered.in === 'if' || isKnown(root, name))
    .map(({ index }) => {
      const at = placeIn(node, index);
      return {
        at,
        message: `The portal renders only expressions in \${{ }}. ${rawEffect(rendered)}`,
        fix: 'Write a $ before it.',
        edits: [edit(node.source, at.start, at.start, '$')],
      };
    });
}
