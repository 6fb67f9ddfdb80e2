import { certainMatch, closestMatch, editIn, placeIn } from '@goldpath/diagnostics';
import { keySpan } from '../../expression/keySpan.ts';
import type { LintRule, Report } from '../../rule.ts';
import type { LintTemplate } from '../../template/lintTemplate.ts';
import { absentEffect } from './effect.ts';
import { readsOfSteps, type StepRead } from './readsOfSteps.ts';

/** Every step that an expression reads from exists. */
export const unknownStep: LintRule = {
  id: 'unknown-step',
  title: 'Every step that an expression reads from exists.',
  why: 'The output of a step that does not exist silently has no value.',
  severity: 'error',
  example: {
    incorrect:
      "steps:\n  - { id: find, action: catalog:fetch, input: { entityRef: 'a:b' } }\noutput: { entity: '${{ steps.fnid.output.entity }}' }\n",
    correct:
      "steps:\n  - { id: find, action: catalog:fetch, input: { entityRef: 'a:b' } }\noutput: { entity: '${{ steps.find.output.entity }}' }\n",
  },
  check({ template }) {
    if (template.hasUnknownSteps) return [];
    const ids = template.steps.map(({ id }) => id);
    return readsOfSteps(template)
      .filter(read => !ids.includes(read.id) && !isHandled(read, template))
      .map(read => toReport(read, ids));
  },
};

function toReport({ id, reference, rendered }: StepRead, ids: string[]): Report {
  const closest = closestMatch(id, ids);
  const report: Report = {
    at: placeIn(rendered.node, reference.offset),
    message: `The step ${id} does not exist, so its output never has a value. ${absentEffect(rendered)}`,
    fix: 'Write the id of a step.',
  };
  if (closest) report.fix = `Write the id of a step; the closest one is ${closest}.`;
  const match = certainMatch(id, ids);
  if (!match) return report;
  report.fix = `Write ${match}.`;
  const span = keySpan(rendered.expression.text, reference, 0);
  if (span) report.edits = [editIn(rendered.node, span.start, span.end, match)];
  return report;
}

/**
 * Whether the expression handles a missing value. A condition alone does not, except in a file that several templates may
 * include.
 */
function isHandled({ reference, rendered }: StepRead, { source }: LintTemplate): boolean {
  const { guard, isCondition } = reference;
  if (guard === 'default' || guard === 'test' || guard === 'or') return true;
  return (isCondition || rendered.in === 'if') && rendered.node.source !== source;
}
