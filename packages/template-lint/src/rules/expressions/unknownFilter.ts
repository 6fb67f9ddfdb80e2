import { certainMatch, editIn, placeIn } from '@goldpath/diagnostics';
import { engineHas, namesOfEngine } from '../../expression/engine.ts';
import type { NameUse } from '../../expression/uses.ts';
import type { LintRule, Report } from '../../rule.ts';
import type { Rendered } from '../../template/lintTemplate.ts';
import { rawEffect } from './effect.ts';
import { missingMethods } from './missingMethods.ts';

/** The portal has every filter, test, function and method that an expression uses. */
export const unknownFilter: LintRule = {
  id: 'unknown-filter',
  title: 'The portal has every filter, test, function and method that an expression uses.',
  why: 'Filters and functions come from the engine and from plugins. The portal cannot evaluate an expression with an unknown one, and silently keeps it as a string.',
  severity: 'error',
  example: {
    incorrect:
      "parameters: { properties: { name: { type: string } } }\nsteps:\n  - { id: log, action: debug:log, input: { message: '${{ parameters.name | uper }}' } }\n",
    correct:
      "parameters: { properties: { name: { type: string } } }\nsteps:\n  - { id: log, action: debug:log, input: { message: '${{ parameters.name | upper }}' } }\n",
  },
  *check({ template, actions }) {
    for (const rendered of template.rendered) {
      const { filters, tests, calls } = rendered.expression;
      yield* reportsOf('filter', filters, actions.filters, rendered);
      yield* reportsOf('test', tests, new Set(), rendered);
      yield* reportsOf('function', calls, actions.globals, rendered);
      yield* methodReports(rendered);
    }
  },
};

/** `parameters.name.upper()` */
function methodReports(rendered: Rendered): Report[] {
  return missingMethods(rendered.expression).map(({ name, offset, fix }) => ({
    at: placeIn(rendered.node, offset),
    message: `No value has the method ${name}(). ${rawEffect(rendered)}`,
    fix,
  }));
}

type Kind = 'filter' | 'test' | 'function';

function reportsOf(
  kind: Kind,
  uses: readonly NameUse[],
  ofPortal: ReadonlySet<string>,
  rendered: Rendered,
): Report[] {
  return uses
    .filter(({ name }) => !ofPortal.has(name) && (kind === 'function' || !engineHas(kind, name)))
    .map(use => toReport(kind, use, ofPortal, rendered));
}

function toReport(
  kind: Kind,
  { name, offset }: NameUse,
  ofPortal: ReadonlySet<string>,
  rendered: Rendered,
): Report {
  const { node, expression } = rendered;
  const at = placeIn(node, offset);
  const known = [...namesOfEngine(kind), ...ofPortal];
  const match = certainMatch(name, known);
  const [filter = '', ...keys] = name.split('.');
  if (kind === 'filter' && keys.length > 0 && known.includes(filter)) {
    return {
      at,
      message: `The engine reads ${name} as the name of a filter, which does not exist. ${rawEffect(rendered)}`,
      fix: `Write (... | ${filter}).${keys.join('.')} with parentheses.`,
    };
  }
  if (!match) {
    return {
      at,
      severity: 'unknown',
      message: `Neither the engine nor an installed plugin has the ${kind} ${name}. In a portal without it: ${rawEffect(rendered)}`,
      fix: `Make sure that the portal that runs this template has it.`,
    };
  }
  const report: Report = {
    at,
    message: `The ${kind} ${name} does not exist. ${rawEffect(rendered)}`,
    fix: `Write ${match}.`,
  };
  if (expression.text.startsWith(name, offset))
    report.edits = [editIn(node, offset, offset + name.length, match)];
  return report;
}
