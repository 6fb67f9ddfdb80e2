import type { LintRule } from '../../rule.ts';
import { edit } from '../../rule.ts';
import { placeIn } from '../../source/located.ts';
import { rawEffect } from './effect.ts';

/** Expressions begin with a dollar sign. */
export const missingDollar: LintRule = {
  id: 'missing-dollar',
  title: 'Expressions stand in ${{ }}, with the dollar sign.',
  why: 'Between {{ and }} the portal renders nothing: the text goes on as it is written, and an `if` of it always holds.',
  severity: 'error',
  example: {
    bad: "parameters: { properties: { name: { type: string } } }\nsteps:\n  - { id: log, action: debug:log, input: { message: '{{ parameters.name }}' } }\n",
    good: "parameters: { properties: { name: { type: string } } }\nsteps:\n  - { id: log, action: debug:log, input: { message: '${{ parameters.name }}' } }\n",
  },
  check({ template }) {
    const { fields } = template.parameters;
    const ids = new Set(template.steps.map(({ id }) => id));
    return template.rendered.flatMap(one => {
      const { text, problem } = one.expression;
      if (problem || /\{%-?\s*(raw|verbatim)/.test(text)) return [];
      const found = [...text.matchAll(/(?<![${'"`])\{\{-?\s*(parameters|steps)(?:\.|\[['"])([\w-]+)/g)];
      return found
        .filter(([, root, name = '']) => one.in === 'if' || (root === 'steps' ? ids : fields).has(name))
        .map(({ index }) => {
          const at = placeIn(one.node, index);
          return {
            at,
            message: `The portal renders what stands in \${{ }}, and not this. ${rawEffect(one)}`,
            fix: 'Write a $ before it.',
            edits: [edit(one.node.source, at.start, at.start, '$')],
          };
        });
    });
  },
};
