import { at, certainMatch, editIn, type Located, type Place, placeIn } from '@goldpath/diagnostics';
import type { Comparison } from '../../expression/uses.ts';
import type { LintRule, Report } from '../../rule.ts';
import type { LintTemplate, Rendered } from '../../template/lintTemplate.ts';
import { listAlternatives } from '../descriptions.ts';
import { declarationsOf, typesOf } from './declarations.ts';

/** A field is compared with its choices. */
export const unknownChoice: LintRule = {
  id: 'unknown-choice',
  title: 'A field with choices is compared with one of them.',
  why: 'A comparison with anything else always has the same result, so a step never runs, or always.',
  severity: 'error',
  example: {
    incorrect:
      'parameters: { properties: { size: { type: string, enum: [Small, Large] } } }\nsteps:\n  - { id: log, action: debug:log, if: "${{ parameters.size == \'large\' }}" }\n',
    correct:
      'parameters: { properties: { size: { type: string, enum: [Small, Large] } } }\nsteps:\n  - { id: log, action: debug:log, if: "${{ parameters.size == \'Large\' }}" }\n',
  },
  check: ({ template }) =>
    template.rendered.flatMap(rendered =>
      [
        ...rendered.expression.comparisons.map(comparison => toReport(comparison, rendered, template)),
        ...rendered.expression.memberships.map(one => membershipReport(one, rendered, template)),
      ].filter(report => report !== undefined),
    ),
};

function toReport(
  { reference, literal, offset, isEntry }: Comparison,
  { node }: Rendered,
  { pages }: LintTemplate,
): Report | undefined {
  const [name, ...others] = reference.keys;
  const isField = reference.root === 'parameters' && others.length === 0 && !reference.isOpen;
  if (!isField || name === undefined || literal === '') return undefined;
  const place = placeIn(node, offset);
  const declarations = declarationsOf(pages, name);
  if (typeof literal === 'boolean') return comparedWithBoolean(place, name, declarations, literal);
  if (!isEntry && isList(declarations)) return comparedWithList(place, name, literal);
  const choices = choicesOf(declarations);
  if (!choices || choices.includes(literal)) return undefined;
  const effect = isEntry ? 'this entry has no effect' : 'the result is always the same';
  const report: Report = {
    at: place,
    severity: 'warning',
    message: `parameters.${name} is never ${JSON.stringify(literal)}, so ${effect}.`,
    fix: `Compare it with one of its choices: ${listAlternatives(choices)}.`,
  };
  const match = certainMatch(literal, choices);
  if (match === undefined || /["'\\]/.test(match)) return report;
  report.severity = 'error';
  report.fix = `Write ${JSON.stringify(match)}.`;
  if (/["']/.test(node.source.text.charAt(place.start)))
    report.edits = [editIn(node, offset + 1, offset + 1 + literal.length, match)];
  return report;
}

/** `'jvaa' in parameters.tags`, of a list with choices. */
function membershipReport(
  { reference, literal, offset }: Comparison,
  { node }: Rendered,
  { pages }: LintTemplate,
): Report | undefined {
  const [name = '', ...others] = reference.keys;
  if (reference.root !== 'parameters' || others.length > 0 || reference.isOpen) return undefined;
  const declarations = declarationsOf(pages, name);
  if (!isList(declarations)) return undefined;
  const items = declarations.map(one => at(one, 'items')).filter(item => item !== undefined);
  if (items.length === 0 || declarations.some(one => one.entries.has('ui:field'))) return undefined;
  const choices = choicesOf(items);
  if (!choices || choices.includes(String(literal))) return undefined;
  return {
    at: placeIn(node, offset),
    severity: 'warning',
    message: `parameters.${name} never contains ${JSON.stringify(literal)}, so the result is always the same.`,
    fix: `Search for one of its choices: ${listAlternatives(choices)}.`,
  };
}

/** `parameters.answer == true` of a field with strings. */
function comparedWithBoolean(
  place: Place,
  name: string,
  declarations: readonly Located[],
  literal: boolean,
): Report | undefined {
  const types = typesOf(declarations);
  const isOpen = declarations.some(one => one.kind !== 'map' || one.entries.has('$ref'));
  if (isOpen || types.length === 0 || !types.every(type => type === 'string')) return undefined;
  return {
    at: place,
    message: `parameters.${name} is a string, and never equals ${literal}.`,
    fix: `Compare it with a string, or change its type to boolean.`,
  };
}

/** `parameters.tags == 'java'` of a field with a list. */
const comparedWithList = (place: Place, name: string, literal: string): Report => ({
  at: place,
  message: `parameters.${name} is a list, and never equals ${JSON.stringify(literal)}.`,
  fix: `Write ${JSON.stringify(literal)} in parameters.${name}.`,
});

function isList(declarations: readonly Located[]): boolean {
  const types = typesOf(declarations);
  const isOpen = declarations.some(one => one.kind !== 'map' || one.entries.has('$ref'));
  return !isOpen && types.length > 0 && types.every(type => type === 'array');
}

/** The choices of a field, as strings; undefined when it can have other values. */
function choicesOf(declarations: readonly Located[]): string[] | undefined {
  const choices = new Set<string>();
  let isListed = false;
  for (const declaration of declarations) {
    const list = at(declaration, 'enum');
    const constant = at(declaration, 'const');
    const alternatives = (at(declaration, 'oneOf')?.items ?? []).map(one => at(one, 'const'));
    const given = list ? list.items : [...alternatives, ...(alternatives.length > 0 ? [] : [constant])];
    const values = given.filter(value => value !== undefined);
    const isOpen =
      values.length === 0 ||
      values.length < alternatives.length ||
      values.some(({ kind }) => kind !== 'scalar') ||
      ['ui:field', '$ref'].some(key => declaration.entries.has(key));
    if (isOpen) return undefined;
    isListed ||= list !== undefined || alternatives.length > 0;
    for (const { value } of values) choices.add(String(value));
  }
  if (!isListed) return undefined;
  return [...choices];
}
