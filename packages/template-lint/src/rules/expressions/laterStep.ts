import { placeIn } from '@goldpath/diagnostics';
import type { LintRule, Report } from '../../rule.ts';
import type { LintTemplate } from '../../template/lintTemplate.ts';
import { absentEffect } from './effect.ts';
import { readsOfSteps, type StepRead } from './readsOfSteps.ts';

/** A step reads only from earlier steps. */
export const laterStep: LintRule = {
  id: 'later-step',
  title: 'A step reads the output of earlier steps only.',
  why: 'Steps run in the order of the file. The output of a later step, or of the step itself, silently has no value.',
  severity: 'error',
  example: {
    incorrect:
      "steps:\n  - { id: log, action: debug:log, input: { message: '${{ steps.find.output.entity }}' } }\n  - { id: find, action: catalog:fetch, input: { entityRef: 'a:b' } }\n",
    correct:
      "steps:\n  - { id: find, action: catalog:fetch, input: { entityRef: 'a:b' } }\n  - { id: log, action: debug:log, input: { message: '${{ steps.find.output.entity }}' } }\n",
  },
  check: ({ template }) => readsOfSteps(template).flatMap(read => reportsOf(read, template)),
};

function reportsOf({ id, reference, rendered }: StepRead, { steps }: LintTemplate): Report[] {
  const { step } = rendered;
  const read = steps.find(one => one.id === id);
  if (!step || !read || read.index < step.index) return [];
  let problem = `Step ${id} runs after this one`;
  let fix = `Move step ${id} before this one.`;
  if (read.index === step.index) {
    problem = `Step ${id} reads its own output`;
    fix = 'Read from an earlier step.';
  }
  return [
    {
      at: placeIn(rendered.node, reference.offset),
      message: `${problem}, so its output has no value yet. ${absentEffect(rendered)}`,
      fix,
    },
  ];
}
