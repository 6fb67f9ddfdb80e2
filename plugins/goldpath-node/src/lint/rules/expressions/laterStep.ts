import type { LintRule } from '../../rule.ts';
import { placeIn } from '../../source/located.ts';
import { absentEffect } from './effect.ts';
import { readsOfSteps } from './readsOfSteps.ts';

/** A step reads from those before it. */
export const laterStep: LintRule = {
  id: 'later-step',
  title: 'A step reads the output of steps before it only.',
  why: 'Steps run in the order of the file. What one reads from itself or from a later one has no value yet, and nobody is told.',
  severity: 'error',
  example: {
    bad: "steps:\n  - { id: log, action: debug:log, input: { message: '${{ steps.find.output.entity }}' } }\n  - { id: find, action: catalog:fetch, input: { entityRef: 'a:b' } }\n",
    good: "steps:\n  - { id: find, action: catalog:fetch, input: { entityRef: 'a:b' } }\n  - { id: log, action: debug:log, input: { message: '${{ steps.find.output.entity }}' } }\n",
  },
  check: ({ template }) =>
    readsOfSteps(template).flatMap(({ id, reference, rendered }) => {
      const { step } = rendered;
      const read = template.steps.find(one => one.id === id);
      if (!step || !read || read.index < step.index) return [];
      const isSelf = read.index === step.index;
      return [
        {
          at: placeIn(rendered.node, reference.offset),
          message: `${isSelf ? `Step ${id} reads its own output` : `Step ${id} comes after this one`}: what is read from it has no value yet. ${absentEffect(rendered)}`,
          fix: isSelf ? 'Read from a step before it.' : `Move step ${id} before this one.`,
        },
      ];
    }),
};
