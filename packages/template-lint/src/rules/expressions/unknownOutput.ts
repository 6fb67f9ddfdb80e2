import { certainMatch, closestMatch, editIn, placeIn } from '@goldpath/diagnostics';
import { type Actions, propertyNames, unlistedOutputs } from '../../actions/actions.ts';
import { keySpan } from '../../expression/keySpan.ts';
import type { LintContext, LintRule, Report } from '../../rule.ts';
import type { Step } from '../../template/lintTemplate.ts';
import { absentEffect } from './effect.ts';
import { readsOfSteps, type StepRead } from './readsOfSteps.ts';

/** An expression reads only outputs that the action returns. */
export const unknownOutput: LintRule = {
  id: 'unknown-output',
  title: 'An expression reads only outputs that the action of the step returns.',
  why: 'A step has only `output`, with the values that its action returns. Any other key silently has no value.',
  severity: 'warning',
  example: {
    incorrect:
      "steps:\n  - { id: find, action: catalog:fetch, input: { entityRef: 'a:b' } }\noutput: { entity: '${{ steps.find.output.owner }}' }\n",
    correct:
      "steps:\n  - { id: find, action: catalog:fetch, input: { entityRef: 'a:b' } }\noutput: { entity: '${{ steps.find.output.entity }}' }\n",
  },
  check: context =>
    readsOfSteps(context.template)
      .map(read => toReport(read, context))
      .filter(report => report !== undefined),
};

function toReport(read: StepRead, { template, actions }: LintContext): Report | undefined {
  const [, first, key] = read.reference.keys;
  // duplicate-step-id reports several steps with the same id
  const steps = template.steps.filter(({ id }) => id === read.id);
  const [step] = steps;
  if (!step || first === undefined || read.reference.guard === 'default') return undefined;
  if (first !== 'output') return otherKey(read, first);
  const lists = steps.map(({ action = '' }) => knownOutputs(action, actions));
  if (key === undefined) return undefined;
  if (steps.length === 1 && isOfOtherInput(step, key))
    return otherOutput(read, step, key, [key === 'entity' ? 'entities' : 'entity']);
  if (lists.some(outputs => !outputs || outputs.includes(key))) return undefined;
  return otherOutput(read, step, key, [...new Set(lists.flatMap(outputs => outputs ?? []))]);
}

/** `entity` of a catalog:fetch with entityRefs, which returns entities. */
function isOfOtherInput({ action, input }: Step, key: string): boolean {
  if (action !== 'catalog:fetch') return false;
  const [own, other] = key === 'entity' ? ['entityRef', 'entityRefs'] : ['entityRefs', 'entityRef'];
  const has = (name: string) => input?.entries.has(name) ?? false;
  return (key === 'entity' || key === 'entities') && has(other) && !has(own);
}

/** The outputs of an action that has no others. */
function knownOutputs(action: string, { byId }: Actions): string[] | undefined {
  const schema = byId.get(action)?.schema?.output;
  if (!schema) return unlistedOutputs.get(action);
  if (schema.additionalProperties !== false) return undefined;
  return propertyNames(schema);
}

/** `steps.a.outptu` */
function otherKey(read: StepRead, key: string): Report {
  const { id, reference, rendered } = read;
  const match = certainMatch(key, ['output']);
  return {
    at: placeIn(rendered.node, reference.offset),
    severity: 'error',
    message: `A step has no ${key}, only output, so it has no value. ${absentEffect(rendered)}`,
    fix: `Write ${match ?? `steps.${id}.output`}.`,
    edits: match === undefined ? undefined : replaceKey(read, 1, match),
  };
}

/** `steps.a.output.x`, which the action does not return. */
function otherOutput(read: StepRead, step: Step, key: string, outputs: string[]): Report {
  const { reference, rendered } = read;
  const report: Report = {
    at: placeIn(rendered.node, reference.offset),
    message: `${step.action} returns no ${key}, so it has no value. ${absentEffect(rendered)}`,
    fix: 'Remove it; the action returns nothing.',
  };
  if (closestMatch(key, outputs)) report.fix = `Write one of its outputs: ${outputs.join(', ')}.`;
  const match = certainMatch(key, outputs);
  if (!match) return report;
  return { ...report, severity: 'error', fix: `Write ${match}.`, edits: replaceKey(read, 2, match) };
}

function replaceKey({ reference, rendered }: StepRead, index: number, replacement: string): Report['edits'] {
  const span = keySpan(rendered.expression.text, reference, index);
  return span && [editIn(rendered.node, span.start, span.end, replacement)];
}
