import type { Reference } from '../../expression/uses.ts';
import type { LintRule } from '../../rule.ts';
import { placeIn } from '../../source/located.ts';
import type { LintTemplate, Step } from '../../template/lintTemplate.ts';
import { type Condition, conditionOf, implies } from './conjuncts.ts';
import { absentEffect } from './effect.ts';
import { readsOfSteps, type StepRead } from './readsOfSteps.ts';

/** What reads from a step that may be skipped is skipped with it, or does without. */
export const skippedStep: LintRule = {
  id: 'skipped-step',
  title: 'What reads from a step that may be skipped is skipped with it, or can do without its output.',
  why: 'A step that is skipped has no output. An input that is read from it is left out, which fails the task where it is required; a text has a gap; nobody is told.',
  severity: 'warning',
  example: {
    bad: "parameters: { properties: { a: { type: boolean } } }\nsteps:\n  - { id: find, action: catalog:fetch, if: '${{ parameters.a }}', input: { entityRef: 'a:b' } }\n  - { id: log, action: debug:log, input: { message: '${{ steps.find.output.entity }}' } }\n",
    good: "parameters: { properties: { a: { type: boolean } } }\nsteps:\n  - { id: find, action: catalog:fetch, if: '${{ parameters.a }}', input: { entityRef: 'a:b' } }\n  - { id: log, action: debug:log, if: '${{ parameters.a }}', input: { message: '${{ steps.find.output.entity }}' } }\n",
  },
  check: ({ template }) =>
    readsOfSteps(template).flatMap(read => {
      const { reference, rendered, id } = read;
      const named = template.steps.filter(step => step.id === id);
      const [step] = named;
      const skipping = conditionOf(step?.condition);
      if (!step || named.length > 1 || !skipping || isCaredFor(template, read, step, skipping)) return [];
      return [
        {
          at: placeIn(rendered.node, reference.offset),
          message: `Step ${id} has an \`if\` and may be skipped, and this is read from it all the same. ${absentEffect(rendered)}`,
          fix: rendered.step
            ? `Give this step the same \`if\`, or write what stands there without it: \${{ steps['${id}'].output.x or 'none' }}.`
            : `Give it the same \`if\`, or write what stands there without it.`,
        },
      ];
    }),
};

function isCaredFor(
  template: LintTemplate,
  { reference, rendered }: StepRead,
  step: Step,
  skipping: Condition,
) {
  const { in: where, expression } = rendered;
  // a later step is another rule's, and without the value a condition does not hold
  if (where === 'if' || reference.isGuarded || reference.isCondition || reference.keys.length < 2)
    return true;
  if (rendered.step && rendered.step.index <= step.index) return true;
  // a link without an address is not shown
  if (where === 'output' && expression.isWhole) return true;
  const own = conditionOf(rendered.condition);
  const asked = [...reference.conditions, ...(own?.expression.references ?? [])];
  if (asked.some(one => tells(template, one, step, skipping))) return true;
  return own !== undefined && implies(own, skipping);
}

/**
 * Whether a condition has to do with the skipping: it asks the step itself, a step that is skipped with it, or what
 * decides of the skipping. Whether it then asks the right thing cannot be told.
 */
function tells({ steps }: LintTemplate, asked: Reference, step: Step, skipping: Condition): boolean {
  if (asked.root === 'steps') {
    const other = steps.find(({ id }) => id === asked.keys[0]);
    if (!other) return true;
    const condition = conditionOf(other.condition);
    return other === step || (condition !== undefined && implies(condition, skipping));
  }
  return skipping.expression.references.some(
    ({ root, keys }) => root === asked.root && keys.join('.') === asked.keys.join('.'),
  );
}
