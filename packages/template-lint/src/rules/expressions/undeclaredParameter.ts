import { at, certainMatch, closestMatch, editIn, placeIn } from '@goldpath/diagnostics';
import { keySpan } from '../../expression/keySpan.ts';
import type { Reference } from '../../expression/uses.ts';
import type { LintRule, Report } from '../../rule.ts';
import type { LintTemplate, Rendered } from '../../template/lintTemplate.ts';
import { describeTypes } from '../descriptions.ts';
import { namesOfExtensions } from '../form/extensions.ts';
import { isPlural } from '../isPlural.ts';
import { isFormOpen, missingKey } from './declarations.ts';
import { absentEffect } from './effect.ts';

/** The form declares every parameter that is used. */
export const undeclaredParameter: LintRule = {
  id: 'undeclared-parameter',
  title: 'A page of the form declares every parameter that the steps and the output use.',
  why: 'A parameter that no page declares silently has no value: an input is left out, a string has a gap, a condition is never true.',
  severity: 'error',
  example: {
    incorrect:
      "parameters: { properties: { name: { type: string } } }\nsteps:\n  - { id: log, action: debug:log, input: { message: '${{ parameters.nmae }}' } }\n",
    correct:
      "parameters: { properties: { name: { type: string } } }\nsteps:\n  - { id: log, action: debug:log, input: { message: '${{ parameters.name }}' } }\n",
  },
  check({ template }) {
    if (isFormOpen(template)) return [];
    const others = namesOfExtensions(template.pages);
    return template.rendered.flatMap(rendered =>
      rendered.expression.references
        .filter(({ root, keys: [name = ''] }) => root === 'parameters' && !others.has(name))
        .filter(reference => !isHandled(reference, rendered, template))
        .map(
          reference => toReport(template, rendered, reference) ?? keyOfScalar(template, rendered, reference),
        )
        .filter(report => report !== undefined),
    );
  },
};

/** `parameters.repoUrl.owner`, a key of a string or a number. */
function keyOfScalar(
  { parameters }: LintTemplate,
  rendered: Rendered,
  { keys: [name = '', key], offset }: Reference,
): Report | undefined {
  const type = parameters.types.get(name);
  const isScalar = type !== undefined && ['string', 'number', 'integer', 'boolean'].includes(type);
  if (!isScalar || key === undefined || (key === 'length' && type === 'string') || /^\d+$/.test(key))
    return undefined;
  const isOfRepository =
    at(parameters.fields.get(name)?.schema, 'ui:field')?.value === 'RepoUrlPicker' && !key.includes("'");
  return {
    at: placeIn(rendered.node, offset),
    message: `parameters.${name} is ${describeTypes({ type })} and has no ${key}, so it has no value. ${absentEffect(rendered)}`,
    fix: isOfRepository
      ? `Write parameters.${name} | parseRepoUrl | pick('${key}').`
      : `Read parameters.${name}, or ask for an object with ${key}.`,
  };
}

/**
 * Whether the expression handles a missing value. A condition alone does not: with a parameter that no page declares it is
 * never true. In a file that several templates may include, it does.
 */
function isHandled(reference: Reference, rendered: Rendered, { source }: LintTemplate): boolean {
  const { guard, isCondition, conditions, keys } = reference;
  if (guard === 'default' || guard === 'test' || guard === 'or') return true;
  if ((isCondition || rendered.in === 'if') && rendered.node.source !== source) return true;
  return conditions.some(({ root, keys: read }) => root === 'parameters' && read[0] === keys[0]);
}

function toReport(template: LintTemplate, rendered: Rendered, reference: Reference): Report | undefined {
  const { keys, offset } = reference;
  const missing = missingKey(template, keys);
  if (!missing) return undefined;
  const { index, known } = missing;
  const name = keys[index] ?? '';
  const parent = index === 0 ? 'on a page' : `in ${keys.slice(0, index).join('.')}`;
  const report: Report = {
    at: placeIn(rendered.node, offset),
    message: `parameters.${keys.slice(0, index + 1).join('.')} is not declared on any page of the form, so it never has a value. ${absentEffect(rendered)}`,
    fix: `Declare it ${parent}, or remove it.`,
  };
  const match = certainMatch(name, known);
  const closest = closestMatch(name, known);
  if (closest) report.fix = `Declare it ${parent}, or remove it; the closest name is ${closest}.`;
  if (!match) return report;
  report.fix = `Write ${match}, or declare ${name} ${parent}.`;
  const span = isPlural(name, match) ? undefined : keySpan(rendered.expression.text, reference, index);
  if (span) report.edits = [editIn(rendered.node, span.start, span.end, match)];
  return report;
}
