import { at, type Located, placeIn, stringsOf } from '@goldpath/diagnostics';
import type { LintRule, Report } from '../../rule.ts';
import type { LintTemplate } from '../../template/lintTemplate.ts';
import { isExtension } from '../form/extensions.ts';
import { schemasOf } from '../form/formSchemas.ts';

/** Expressions are only in the places that the portal renders. */
export const unrenderedExpression: LintRule = {
  id: 'unrendered-expression',
  title: 'Expressions are only in the steps (each, if and input) and in the output.',
  why: 'The portal renders no other part of a template: a default of the form, or the name of a step, is shown as it is written.',
  severity: 'error',
  example: {
    incorrect:
      "parameters: { properties: { owner: { type: string, default: '${{ user.entity.metadata.name }}' } } }\nsteps: []\n",
    correct: 'parameters: { properties: { owner: { type: string, ui:field: MyGroupsPicker } } }\nsteps: []\n',
  },
  check: ({ template }) => [
    ...schemasOf(template.pages).flatMap(formReports),
    ...template.steps.flatMap(({ node }) => stepReports(node)),
    ...entityReports(template),
  ],
};

const EXPRESSION =
  /\$\{\{-?\s*(parameters|steps|user|secrets|each|context|environment)\b|\{\{-?\s*(not\s+)?parameters\.\w/;

/** Keys of a field that the form shows or uses as they are written. */
const ofFields = ['default', 'const', 'enum', 'title', 'ui:placeholder', 'pattern'];

function formReports(schema: Located): Report[] {
  const field = at(schema, 'ui:field')?.value;
  // a field extension of the portal may render its own keys
  if (isExtension(field)) return [];
  return [...ofFields, 'ui:options'].flatMap(key =>
    reportsIn(at(schema, key), key, 'The form', fixOfForm[key] ?? fixOfForm.others),
  );
}

const fixOfForm: { others: string } & Partial<Record<string, string>> = {
  others: 'Remove it; in a step, write an expression with the answer.',
  'ui:options': 'Remove it; a field that depends on an answer is in the dependencies of the page.',
};

function stepReports(node: Located): Report[] {
  return [
    ...keysIn(at(node, 'input')),
    ...reportsIn(at(node, 'id'), 'id', 'The portal', 'Write an id without an expression.'),
    ...reportsIn(at(node, 'name'), 'name', 'The portal', 'Write a name without an expression.').map(
      (report): Report => ({ ...report, severity: 'warning' }),
    ),
  ];
}

/** `values: { '${{ parameters.name }}': true }`; the portal renders values, and not keys. */
function keysIn(node: Located | undefined): Report[] {
  if (!node) return [];
  const own = [...node.entries.values()]
    .filter(({ key }) => EXPRESSION.test(key))
    .map(entry => ({
      at: entry,
      message: 'The portal does not render expressions in keys, so the key remains as it is written.',
      fix: 'Write the key itself, and the expression as its value.',
    }));
  const below = [...node.items, ...[...node.entries.values()].map(({ value }) => value)];
  return [...own, ...below.flatMap(keysIn)];
}

function entityReports({ root, spec }: LintTemplate): Report[] {
  const places = [
    ['name', at(root, 'metadata', 'name')],
    ['title', at(root, 'metadata', 'title')],
    ['description', at(root, 'metadata', 'description')],
    ['owner', at(spec, 'owner')],
    ['type', at(spec, 'type')],
  ] as const;
  return places.flatMap(([key, node]) => reportsIn(node, key, 'The catalog', 'Write the value itself.'));
}

function reportsIn(node: Located | undefined, key: string, reader: string, fix: string): Report[] {
  if (!node) return [];
  return [...stringsOf(node)]
    .map(({ node: string, text }) => ({ string, index: text.search(EXPRESSION) }))
    .filter(({ index }) => index >= 0)
    .map(({ string, index }) => ({
      at: placeIn(string, index),
      message: `${reader} does not render expressions in ${key}, so it remains as it is written.`,
      fix,
    }));
}
