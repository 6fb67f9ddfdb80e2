import { placeIn } from '@goldpath/diagnostics';
import type { Reference } from '../../expression/uses.ts';
import type { LintRule, Report } from '../../rule.ts';
import type { LintTemplate, Step } from '../../template/lintTemplate.ts';
import { type Condition, conditionOf, implies } from './conjuncts.ts';
import { absentEffect } from './effect.ts';
import { readsOfSteps, type StepRead } from './readsOfSteps.ts';

/** A reader of a step that may be skipped is skipped with it, or handles the missing output. */
export const skippedStep: LintRule = {
  id: 'skipped-step',
  title:
    'An expression that reads from a step with an `if` is under the same `if`, or handles the missing output.',
  why: 'A skipped step has no output. An input that reads it is silently left out, which fails the task where the input is required, and a string has a gap.',
  severity: 'warning',
  example: {
    incorrect:
      "parameters: { properties: { a: { type: boolean } } }\nsteps:\n  - { id: find, action: catalog:fetch, if: '${{ parameters.a }}', input: { entityRef: 'a:b' } }\n  - { id: log, action: debug:log, input: { message: '${{ steps.find.output.entity }}' } }\n",
    correct:
      "parameters: { properties: { a: { type: boolean } } }\nsteps:\n  - { id: find, action: catalog:fetch, if: '${{ parameters.a }}', input: { entityRef: 'a:b' } }\n  - { id: log, action: debug:log, if: '${{ parameters.a }}', input: { message: '${{ steps.find.output.entity }}' } }\n",
  },
  check: ({ template }) => readsOfSteps(template).flatMap(read => reportsOf(read, template)),
};

function reportsOf(read: StepRead, template: LintTemplate): Report[] {
  const { reference, rendered, id } = read;
  const named = template.steps.filter(step => step.id === id);
  const [step] = named;
  const skipping = conditionOf(step?.condition);
  if (!step || named.length > 1 || !skipping || isHandled(template, read, step, skipping)) return [];
  const report: Report = {
    at: placeIn(rendered.node, reference.offset),
    message: `Step ${id} has an \`if\` and may be skipped, but its output is read in any case. ${absentEffect(rendered)}`,
    fix: `Add the same \`if\`, or provide an alternative.`,
  };
  if (rendered.step)
    report.fix = `Add the same \`if\` to this step, or provide an alternative: \${{ steps['${id}'].output.x or 'none' }}.`;
  return [report];
}

/** Whether the reader handles the missing output, or is skipped with the step. */
function isHandled(
  template: LintTemplate,
  { reference, rendered }: StepRead,
  step: Step,
  skipping: Condition,
): boolean {
  const { in: where, expression } = rendered;
  // a condition without the value is false
  if (where === 'if' || reference.isGuarded || reference.isCondition || reference.keys.length < 2)
    return true;
  // later-step reports a reader that runs earlier
  if (rendered.step && rendered.step.index <= step.index) return true;
  // a link without a URL is not shown
  if (where === 'output' && expression.isWhole) return true;
  const own = conditionOf(rendered.condition);
  const conditions = [...reference.conditions, ...(own?.expression.references ?? [])];
  if (conditions.some(one => dependsOn(template, one, step, skipping))) return true;
  return own !== undefined && implies(own, skipping);
}

/**
 * Whether a condition is related to the skipping: it reads the step itself, a step that is skipped with it, or a value that
 * decides about the skipping. Whether the condition is the right one is unknown.
 */
function dependsOn({ steps }: LintTemplate, read: Reference, step: Step, skipping: Condition): boolean {
  if (read.root === 'steps') {
    const other = steps.find(({ id }) => id === read.keys[0]);
    if (!other) return true;
    const condition = conditionOf(other.condition);
    if (other === step || !condition) return other === step;
    // one of two steps runs, depending on the same value
    const isAlternative = condition.expression.references.some(one => isRead(one, skipping));
    return isAlternative || implies(condition, skipping);
  }
  return isRead(read, skipping);
}

/** Whether a condition reads the same value. */
const isRead = (value: Reference, { expression }: Condition) =>
  expression.references.some(
    ({ root, keys }) => root === value.root && keys.join('.') === value.keys.join('.'),
  );
