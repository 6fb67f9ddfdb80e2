import { nearest, obviouslyMeant } from '../../../answers/nearest.ts';
import { keySpan } from '../../expression/keySpan.ts';
import type { LintRule } from '../../rule.ts';
import { placeIn } from '../../source/located.ts';
import { editIn } from '../../source/scalarEdit.ts';
import type { LintTemplate } from '../../template/lintTemplate.ts';
import { absentEffect } from './effect.ts';
import { readsOfSteps, type StepRead } from './readsOfSteps.ts';

/** Every step whose output is read exists. */
export const unknownStep: LintRule = {
  id: 'unknown-step',
  title: 'Every step that an expression reads from exists.',
  why: 'What is read from a step that does not exist has no value, and nobody is told.',
  severity: 'error',
  example: {
    bad: "steps:\n  - { id: find, action: catalog:fetch, input: { entityRef: 'a:b' } }\noutput: { entity: '${{ steps.fnid.output.entity }}' }\n",
    good: "steps:\n  - { id: find, action: catalog:fetch, input: { entityRef: 'a:b' } }\noutput: { entity: '${{ steps.find.output.entity }}' }\n",
  },
  check({ template }) {
    if (template.hasUnknownSteps) return [];
    const ids = template.steps.map(({ id }) => id);
    return readsOfSteps(template)
      .filter(read => !ids.includes(read.id) && !isOptional(read, template))
      .map(({ id, reference, rendered }) => {
        const meant = obviouslyMeant(id, ids);
        const close = meant ?? nearest(id, ids);
        const span = keySpan(rendered.expression.text, reference, 0);
        return {
          at: placeIn(rendered.node, reference.offset),
          message: `There is no step ${id}: what is read from it never has a value. ${absentEffect(rendered)}`,
          fix: meant
            ? `Write ${meant}.`
            : `Write the id of a step${close ? `; the nearest that is there is ${close}` : ''}.`,
          ...(meant && span && { edits: [editIn(rendered.node, span.start, span.end, meant)] }),
        };
      });
  },
};

/** Whether the absence is cared for; a condition is no such care, except in a file that several templates may include. */
function isOptional({ reference, rendered }: StepRead, { source }: LintTemplate): boolean {
  const { guard, isCondition } = reference;
  if (guard === 'default' || guard === 'test' || guard === 'or') return true;
  return (isCondition || rendered.in === 'if') && rendered.node.source !== source;
}
