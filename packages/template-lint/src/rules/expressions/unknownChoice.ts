import { at, certainMatch, editIn, type Located, placeIn } from '@goldpath/diagnostics';
import type { Comparison } from '../../expression/uses.ts';
import type { LintRule, Report } from '../../rule.ts';
import type { LintTemplate, Rendered } from '../../template/lintTemplate.ts';
import { listAlternatives } from '../descriptions.ts';
import { declarationsOf } from './declarations.ts';

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
      rendered.expression.comparisons
        .map(comparison => toReport(comparison, rendered, template))
        .filter(report => report !== undefined),
    ),
};

function toReport(
  { reference, literal, offset }: Comparison,
  { node }: Rendered,
  { pages }: LintTemplate,
): Report | undefined {
  const [name, ...others] = reference.keys;
  const isField = reference.root === 'parameters' && others.length === 0 && !reference.isOpen;
  if (!isField || name === undefined || literal === '') return undefined;
  const choices = choicesOf(declarationsOf(pages, name));
  if (!choices || choices.includes(literal)) return undefined;
  const report: Report = {
    at: placeIn(node, offset),
    severity: 'warning',
    message: `parameters.${name} is never ${JSON.stringify(literal)}, so the result is always the same.`,
    fix: `Compare it with one of its choices: ${listAlternatives(choices)}.`,
  };
  const match = certainMatch(literal, choices);
  const quote = node.source.text[placeIn(node, offset).start];
  if (match === undefined || /["'\\]/.test(match)) return report;
  report.severity = 'error';
  report.fix = `Write ${JSON.stringify(match)}.`;
  if (quote === "'" || quote === '"')
    report.edits = [editIn(node, offset + 1, offset + 1 + literal.length, match)];
  return report;
}

/** The choices of a field, as strings; undefined when it can have other values. */
function choicesOf(declarations: readonly Located[]): string[] | undefined {
  const choices = new Set<string>();
  let isListed = false;
  for (const declaration of declarations) {
    const list = at(declaration, 'enum');
    const constant = at(declaration, 'const');
    const values = list ? list.items : [constant].filter(value => value !== undefined);
    const isOpen =
      values.length === 0 ||
      values.some(({ kind }) => kind !== 'scalar') ||
      ['ui:field', '$ref'].some(key => declaration.entries.has(key));
    if (isOpen) return undefined;
    isListed ||= list !== undefined;
    for (const { value } of values) choices.add(String(value));
  }
  if (!isListed) return undefined;
  return [...choices];
}
