import { certainMatch, editIn, placeIn } from '@goldpath/diagnostics';
import type { Reference } from '../../expression/uses.ts';
import type { LintRule, Report } from '../../rule.ts';
import type { LintTemplate, Rendered } from '../../template/lintTemplate.ts';
import { itemReport } from './eachItem.ts';
import { absentEffect } from './effect.ts';

/** The names that the portal defines for every expression. */
const portalNames = ['parameters', 'steps', 'user', 'secrets', 'environment', 'context', 'each'];

/** Names of other tools and languages, with the portal's name for the same thing. */
const foreignNames = new Map([
  ['param', 'parameters'],
  ['params', 'parameters'],
  ['parameter', 'parameters'],
  ['step', 'steps'],
  ['secret', 'secrets'],
  ['users', 'user'],
  ['task', 'context.task'],
  ...['True', 'TRUE'].map(name => [name, 'true'] as const),
  ...['False', 'FALSE'].map(name => [name, 'false'] as const),
  ...['None', 'Null', 'NULL', 'nil'].map(name => [name, 'none'] as const),
]);

/** Expressions begin with names that the portal defines. */
export const unknownName: LintRule = {
  id: 'unknown-name',
  title: 'Every expression begins with a name that the portal defines: parameters, steps, user, each, ...',
  why: 'An unknown name silently has no value.',
  severity: 'error',
  example: {
    incorrect:
      "parameters: { properties: { name: { type: string } } }\nsteps:\n  - { id: log, action: debug:log, input: { message: '${{ parameter.name }}' } }\n",
    correct:
      "parameters: { properties: { name: { type: string } } }\nsteps:\n  - { id: log, action: debug:log, input: { message: '${{ parameters.name }}' } }\n",
  },
  check: ({ template, actions }) =>
    template.rendered.flatMap(rendered =>
      rendered.expression.references
        .filter(({ root }) => !actions.globals.has(root))
        .map(reference => toReport(reference, rendered, template))
        .filter(report => report !== undefined),
    ),
};

function toReport(reference: Reference, rendered: Rendered, template: LintTemplate): Report | undefined {
  if (reference.root === 'each')
    return (
      eachReport(reference, rendered) ??
      keyReport(reference, rendered) ??
      itemReport(reference, rendered, template)
    );
  return keyReport(reference, rendered) ?? nameReport(reference, rendered, template);
}

function eachReport({ offset, guard }: Reference, rendered: Rendered): Report | undefined {
  const hasEach = rendered.step?.hasEach && rendered.in !== 'each';
  if (hasEach || guard === 'default' || guard === 'test' || guard === 'or') return undefined;
  const report: Report = {
    at: placeIn(rendered.node, offset),
    message: `each has a value only in the input and the \`if\` of a step with \`each\`. ${absentEffect(rendered)}`,
    fix: 'Add an `each` to the step, or read another value.',
  };
  if (rendered.in === 'each') report.fix = 'Read the list from a parameter or a step.';
  return report;
}

/** The only keys of some names, and of the objects in them. */
const keysOf: Readonly<Partial<Record<string, readonly string[]>>> = {
  each: ['key', 'value'],
  user: ['entity', 'ref'],
  'user.entity': ['apiVersion', 'kind', 'metadata', 'spec', 'relations', 'status'],
  context: ['task'],
  'context.task': ['id'],
};

/** `each.item`, a key that the name never has. */
function keyReport(reference: Reference, rendered: Rendered): Report | undefined {
  const { root, keys, offset, guard } = reference;
  if (guard === 'default' || guard === 'test' || guard === 'or') return undefined;
  for (const [index, key] of keys.entries()) {
    const object = [root, ...keys.slice(0, index)].join('.');
    const known = keysOf[object];
    if (!known) return undefined;
    if (known.includes(key)) continue;
    return {
      at: placeIn(rendered.node, offset),
      message: `${object} has only ${known.join(', ')}, so ${object}.${key} has no value. ${absentEffect(rendered)}`,
      fix: `Write ${known.map(name => `${object}.${name}`).join(' or ')}.`,
    };
  }
  return undefined;
}

function nameReport(
  reference: Reference,
  rendered: Rendered,
  { parameters, source }: LintTemplate,
): Report | undefined {
  const { root, offset, guard } = reference;
  if (portalNames.includes(root)) return undefined;
  // an included file may be a file of the skeleton too: `parameters.name or values.name`
  const isIncluded = rendered.node.source !== source;
  if (root === 'values' && isIncluded && rendered.expression.references.some(isAlternative)) return undefined;
  const at = placeIn(rendered.node, offset);
  const effect = absentEffect(rendered);
  const intended = intendedName(reference, parameters);
  if (intended) {
    return {
      at,
      message: `${root} is not a name that the portal defines here, so it has no value. ${effect}`,
      fix: `Write ${intended}.`,
      edits: [editIn(rendered.node, offset, offset + root.length, intended)],
    };
  }
  if (root === 'values') {
    return {
      at,
      message: `values is defined only in the skeleton; here it has no value. ${effect}`,
      fix: 'Write parameters and the name of a parameter.',
    };
  }
  if (guard === 'default' || guard === 'test') return undefined;
  const report: Report = {
    at,
    severity: 'unknown',
    message: `${root} is not a name that the portal defines, unless a plugin does. Without one: ${effect}`,
    fix: `Write one of ${portalNames.join(', ')}, or a string in quotes.`,
  };
  if (parameters.fields.has(root)) report.fix = `Write parameters.${root} if that is intended.`;
  return report;
}

const isAlternative = ({ guard }: Reference) => guard === 'or';

/** The portal's name that was certainly intended. */
function intendedName({ root, keys }: Reference, { fields }: LintTemplate['parameters']): string | undefined {
  const intended = foreignNames.get(root) ?? certainMatch(root, portalNames);
  if (intended) return intended;
  if (root === 'values' && fields.has(keys[0] ?? '')) return 'parameters';
  return undefined;
}
