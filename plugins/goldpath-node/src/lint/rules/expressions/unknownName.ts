import { obviouslyMeant } from '../../../answers/nearest.ts';
import type { Reference } from '../../expression/uses.ts';
import type { LintRule, Report } from '../../rule.ts';
import { placeIn } from '../../source/located.ts';
import { editIn } from '../../source/scalarEdit.ts';
import type { LintTemplate, Rendered } from '../../template/lintTemplate.ts';
import { absentEffect } from './effect.ts';

/** What the portal gives every expression. */
const given = ['parameters', 'steps', 'user', 'secrets', 'environment', 'context', 'each'];

/** What is written for something else in other places or languages. */
const others = new Map([
  ['param', 'parameters'],
  ['params', 'parameters'],
  ['parameter', 'parameters'],
  ['step', 'steps'],
  ['secret', 'secrets'],
  ['users', 'user'],
  ...['True', 'TRUE'].map(name => [name, 'true'] as const),
  ...['False', 'FALSE'].map(name => [name, 'false'] as const),
  ...['None', 'Null', 'NULL', 'nil'].map(name => [name, 'none'] as const),
]);

/** Expressions begin with names that the portal knows. */
export const unknownName: LintRule = {
  id: 'unknown-name',
  title:
    'Every expression begins with a name that the portal gives a value: parameters, steps, user, each, ...',
  why: 'What an unknown name stands for has no value, and nobody is told.',
  severity: 'error',
  example: {
    bad: "parameters: { properties: { name: { type: string } } }\nsteps:\n  - { id: log, action: debug:log, input: { message: '${{ parameter.name }}' } }\n",
    good: "parameters: { properties: { name: { type: string } } }\nsteps:\n  - { id: log, action: debug:log, input: { message: '${{ parameters.name }}' } }\n",
  },
  check: ({ template, actions }) =>
    template.rendered.flatMap(one =>
      one.expression.references
        .filter(({ root }) => !actions.globals.has(root))
        .flatMap(reference => judge(reference, one, template) ?? []),
    ),
};

function judge(reference: Reference, one: Rendered, template: LintTemplate): Report | undefined {
  const { root, keys, offset, guard } = reference;
  const at = placeIn(one.node, offset);
  if (root === 'each') {
    const hasEach = one.step?.hasEach && one.in !== 'each';
    if (hasEach || guard === 'default' || guard === 'test' || guard === 'or') return undefined;
    return {
      at,
      message: `each has a value only in the input and the \`if\` of a step that has \`each\`. ${absentEffect(one)}`,
      fix:
        one.in === 'each'
          ? 'Read what is gone through from a parameter or a step.'
          : 'Give the step an `each`, or read another value.',
    };
  }
  if (given.includes(root)) return undefined;
  const asParameter = keys[0] !== undefined && template.parameters.fields.has(keys[0]);
  const meant =
    others.get(root) ??
    obviouslyMeant(root, given) ??
    (root === 'values' && asParameter ? 'parameters' : undefined);
  if (meant) {
    return {
      at,
      message: `${root} is no name that the portal knows here: it has no value. ${absentEffect(one)}`,
      fix: `Write ${meant}.`,
      edits: [editIn(one.node, offset, offset + root.length, meant)],
    };
  }
  if (root === 'values') {
    return {
      at,
      message: `values is known in the skeleton only: here it has no value. ${absentEffect(one)}`,
      fix: 'Write parameters, and the name of a parameter.',
    };
  }
  if (guard === 'default' || guard === 'test') return undefined;
  return {
    at,
    severity: 'unknown',
    message: `${root} is no name that the portal gives a value, unless a plugin does. Without one: ${absentEffect(one)}`,
    fix: template.parameters.fields.has(root)
      ? `Write parameters.${root}, if that is meant.`
      : `Write one of ${given.join(', ')}, or a text in quotes.`,
  };
}
