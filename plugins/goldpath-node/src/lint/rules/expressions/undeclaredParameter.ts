import { nearest, obviouslyMeant } from '../../../answers/nearest.ts';
import { keySpan } from '../../expression/keySpan.ts';
import type { Reference } from '../../expression/uses.ts';
import type { LintRule, Report } from '../../rule.ts';
import { placeIn } from '../../source/located.ts';
import { editIn } from '../../source/scalarEdit.ts';
import type { LintTemplate, Rendered } from '../../template/lintTemplate.ts';
import { absentEffect } from './effect.ts';
import { declarationsOf, isFormOpen, knownKeys } from './declarations.ts';

/** The form asks for every parameter that is used. */
export const undeclaredParameter: LintRule = {
  id: 'undeclared-parameter',
  title: 'A page of the form declares every parameter that the steps and the output use.',
  why: 'The portal adds no parameter to what the form gives. One that no page declares has no value: an input is left out, a text has a gap, a condition never holds, and nobody is told.',
  severity: 'error',
  example: {
    bad: "parameters: { properties: { name: { type: string } } }\nsteps:\n  - { id: log, action: debug:log, input: { message: '${{ parameters.nmae }}' } }\n",
    good: "parameters: { properties: { name: { type: string } } }\nsteps:\n  - { id: log, action: debug:log, input: { message: '${{ parameters.name }}' } }\n",
  },
  check({ template }) {
    if (isFormOpen(template)) return [];
    return template.rendered.flatMap(one =>
      one.expression.references
        .filter(reference => reference.root === 'parameters' && !isHarmless(reference, one, template))
        .flatMap(reference => judge(template, one, reference) ?? []),
    );
  },
};

/**
 * Whether the absence is cared for. A condition is no such care: of a parameter that nobody declares it never holds,
 * except in a file that several templates may include.
 */
function isHarmless(reference: Reference, one: Rendered, { source }: LintTemplate): boolean {
  const { guard, isCondition, conditions, keys } = reference;
  if (guard === 'default' || guard === 'test' || guard === 'or') return true;
  if ((isCondition || one.in === 'if') && one.node.source !== source) return true;
  return conditions.some(({ root, keys: asked }) => root === 'parameters' && asked[0] === keys[0]);
}

function judge(template: LintTemplate, one: Rendered, reference: Reference): Report | undefined {
  const { keys, offset } = reference;
  const absent = absentKey(template, keys);
  if (!absent) return undefined;
  const { index, known } = absent;
  const name = keys[index] as string;
  const meant = obviouslyMeant(name, known);
  const close = meant ?? nearest(name, known);
  const span = keySpan(one.expression.text, reference, index);
  const written = `parameters.${keys.slice(0, index + 1).join('.')}`;
  const declare = index === 0 ? 'declare it on a page' : `declare it in ${keys.slice(0, index).join('.')}`;
  return {
    at: placeIn(one.node, offset),
    message: `${written} is declared on no page of the form: it never has a value. ${absentEffect(one)}`,
    fix: meant
      ? `Write ${meant}, if that is meant, or ${declare}.`
      : `Remove it, or ${declare}${close ? `; the nearest that is there is ${close}` : ''}.`,
    ...(meant && span && { edits: [editIn(one.node, span.start, span.end, meant)] }),
  };
}

/** The first key that cannot be there, and what is there instead. */
function absentKey({ pages, parameters }: LintTemplate, keys: string[]) {
  const [name] = keys;
  if (name === undefined) return undefined;
  if (!parameters.fields.has(name)) return { index: 0, known: [...parameters.fields.keys()] };
  let schemas = declarationsOf(pages, name);
  for (const [index, key] of keys.entries()) {
    if (index === 0) continue;
    const known = knownKeys(schemas);
    if (!known) return undefined;
    if (!known.includes(key)) return { index, known };
    schemas = declarationsOf(schemas, key);
  }
  return undefined;
}
