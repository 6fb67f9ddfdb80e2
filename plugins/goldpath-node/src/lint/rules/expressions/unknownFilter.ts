import { obviouslyMeant } from '../../../answers/nearest.ts';
import { engineHas, namesOfEngine } from '../../expression/engine.ts';
import type { Named } from '../../expression/uses.ts';
import type { LintRule, Report } from '../../rule.ts';
import { placeIn } from '../../source/located.ts';
import { editIn } from '../../source/scalarEdit.ts';
import type { Rendered } from '../../template/lintTemplate.ts';
import { rawEffect } from './effect.ts';

/** The portal has every filter, test and function that an expression uses. */
export const unknownFilter: LintRule = {
  id: 'unknown-filter',
  title: 'The portal has every filter, test and function that an expression uses.',
  why: 'Filters and functions come from the engine and from plugins. With one that there is not the portal cannot evaluate the expression, keeps the text as it is, and tells nobody.',
  severity: 'error',
  example: {
    bad: "parameters: { properties: { name: { type: string } } }\nsteps:\n  - { id: log, action: debug:log, input: { message: '${{ parameters.name | uper }}' } }\n",
    good: "parameters: { properties: { name: { type: string } } }\nsteps:\n  - { id: log, action: debug:log, input: { message: '${{ parameters.name | upper }}' } }\n",
  },
  check: ({ template, actions }) =>
    template.rendered.flatMap(one => {
      const { filters, tests, calls } = one.expression;
      return [
        ...filters.flatMap(name => judge('filter', name, actions.filters, one)),
        ...tests.flatMap(name => judge('test', name, new Set(), one)),
        ...calls.flatMap(name => judge('function', name, actions.globals, one)),
      ];
    }),
};

function judge(
  kind: 'filter' | 'test' | 'function',
  { name, offset }: Named,
  ofPortal: ReadonlySet<string>,
  one: Rendered,
): Report[] {
  if (ofPortal.has(name) || (kind !== 'function' && engineHas(kind, name))) return [];
  const known = [...namesOfEngine(kind), ...ofPortal];
  const meant = obviouslyMeant(name, known);
  const isWritten = one.expression.text.startsWith(name, offset);
  if (meant) {
    return [
      {
        at: placeIn(one.node, offset),
        message: `There is no ${kind} ${name}. ${rawEffect(one)}`,
        fix: `Write ${meant}.`,
        ...(isWritten && { edits: [editIn(one.node, offset, offset + name.length, meant)] }),
      },
    ];
  }
  return [
    {
      at: placeIn(one.node, offset),
      severity: 'unknown',
      message: `Neither the engine nor an installed plugin has a ${kind} ${name}. In a portal without it: ${rawEffect(one)}`,
      fix: `See that the portal that runs this template has it.`,
    },
  ];
}
