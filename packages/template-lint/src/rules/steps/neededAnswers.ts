import { placeIn } from '@goldpath/diagnostics';
import type { Reference } from '../../expression/uses.ts';
import type { LintContext, Report } from '../../rule.ts';
import type { LintTemplate, Rendered } from '../../template/lintTemplate.ts';
import { rawEffect } from '../expressions/effect.ts';
import { type RenderedFile, renderedFiles } from '../skeleton/renderedFiles.ts';
import { mayBeAbsent, requireAnswer, wholeParameter } from './mayBeAbsent.ts';

/** `parameters.name.split('-')`, where the field may have no answer. */
export function neededInSteps(template: LintTemplate): Report[] {
  return template.rendered
    .filter(({ condition, expression }) => condition === undefined && !expression.problem)
    .flatMap(rendered => expressionReports(rendered, template));
}

function expressionReports(rendered: Rendered, template: LintTemplate): Report[] {
  return rendered.expression.references
    .filter((reference, _, all) => isNeeded(reference, 'parameters', all))
    .filter(({ keys: [name = ''] }) => mayBeAbsent(name, template))
    .map(({ keys: [name = ''], neededBy = '', offset }) => ({
      at: placeIn(rendered.node, offset),
      message: `The form does not require ${name}, and ${neededBy} fails without a value. ${rawEffect(rendered)}`,
      fix: requireAnswer(name),
    }));
}

/** `values.name.split('-')` in a skeleton, where the value is the answer to a field that may have none. */
export function neededInFiles(context: LintContext): Report[] {
  return renderedFiles(context)
    .filter(({ isDeleted, skeletons }) => !isDeleted && skeletons.every(({ step }) => !step.condition))
    .flatMap(rendered => fileReports(rendered, context.template));
}

function fileReports(rendered: RenderedFile, template: LintTemplate): Report[] {
  const { file, root, action } = rendered;
  const references = file.rendered?.content.references ?? [];
  return references
    .filter((reference, _, all) => isNeeded(reference, root, all))
    .map(reference => ({ reference, name: absentAnswer(reference, rendered, template) }))
    .filter((one): one is { reference: Reference; name: string } => one.name !== undefined)
    .map(({ reference: { offset, neededBy = '' }, name }) => ({
      at: { source: file, start: offset },
      message: `The form does not require ${name}, and ${neededBy} fails without a value. Then ${action} fails.`,
      fix: requireAnswer(name),
    }));
}

/** The field whose answer is the value that a file reads, if it may have none. */
export function absentAnswer(
  { keys: [key = ''] }: Reference,
  { skeletons }: RenderedFile,
  template: LintTemplate,
): string | undefined {
  const names = new Set(skeletons.map(({ values }) => wholeParameter(values?.get(key))));
  const [name] = names;
  return names.size === 1 && name !== undefined && mayBeAbsent(name, template) ? name : undefined;
}

/** Whether an expression, or the condition of one, fails when a value is missing. */
function isNeeded(reference: Reference, root: string, all: readonly Reference[]): boolean {
  const { keys, isOpen, neededBy, guard, isCondition } = reference;
  const isOne = reference.root === root && keys.length === 1 && !isOpen && neededBy !== undefined;
  if (!isOne || !isUnhandled({ ...reference, isGuarded: guard !== undefined && guard !== 'condition' }))
    return false;
  // `values.name and values.name.split()`
  const isTested = (one: Reference) => one.isCondition && !one.neededBy && one.root === root;
  return !isCondition || !all.some(one => isTested(one) && one.keys[0] === keys[0]);
}

/** Whether neither the expression nor a condition around it handles a missing value. */
export function isUnhandled({ isGuarded, conditions, root, keys: [key] }: Reference): boolean {
  return !isGuarded && !conditions.some(one => one.root === root && one.keys[0] === key);
}
