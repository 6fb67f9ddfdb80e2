import { nearest, obviouslyMeant } from '../../../answers/nearest.ts';
import { keySpan } from '../../expression/keySpan.ts';
import type { LintRule } from '../../rule.ts';
import { placeIn } from '../../source/located.ts';
import { editIn } from '../../source/scalarEdit.ts';
import { absentEffect } from './effect.ts';
import { readsOfSteps } from './readsOfSteps.ts';

/** What is read from a step is what its action gives. */
export const unknownOutput: LintRule = {
  id: 'unknown-output',
  title: 'What is read from a step is what its action gives out.',
  why: 'A step has nothing but `output`, and that has what the action gives. Any other key has no value, and nobody is told.',
  severity: 'warning',
  example: {
    bad: "steps:\n  - { id: find, action: catalog:fetch, input: { entityRef: 'a:b' } }\noutput: { entity: '${{ steps.find.output.owner }}' }\n",
    good: "steps:\n  - { id: find, action: catalog:fetch, input: { entityRef: 'a:b' } }\noutput: { entity: '${{ steps.find.output.entity }}' }\n",
  },
  check: ({ template, actions }) =>
    readsOfSteps(template).flatMap(({ id, reference, rendered }) => {
      const steps = template.steps.filter(one => one.id === id);
      const [step] = steps;
      const [, first, key] = reference.keys;
      if (!step || steps.length > 1 || first === undefined || reference.guard === 'default') return [];
      const isMissing = first !== 'output';
      const schema = step.action === undefined ? undefined : actions.byId.get(step.action)?.schema?.output;
      const given =
        schema?.additionalProperties === false ? Object.keys(Object(schema.properties)) : undefined;
      if (!isMissing && (key === undefined || !given || given.includes(key))) return [];
      const known = isMissing ? ['output'] : (given ?? []);
      const name = isMissing ? first : (key as string);
      const meant = obviouslyMeant(name, known);
      const close = meant ?? nearest(name, known);
      const span = keySpan(rendered.expression.text, reference, isMissing ? 1 : 2);
      const what = isMissing ? `A step has no ${name}, only output` : `${step.action} gives no ${name}`;
      return [
        {
          at: placeIn(rendered.node, reference.offset),
          ...((meant || isMissing) && { severity: 'error' as const }),
          message: `${what}: it has no value. ${absentEffect(rendered)}`,
          fix: meant
            ? `Write ${meant}.`
            : isMissing
              ? `Write steps.${id}.output.`
              : close
                ? `Write what it gives: ${known.join(', ')}.`
                : 'Remove it; the action gives nothing.',
          ...(meant && span && { edits: [editIn(rendered.node, span.start, span.end, meant)] }),
        },
      ];
    }),
};
