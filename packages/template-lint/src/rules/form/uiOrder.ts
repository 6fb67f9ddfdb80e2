import { at, type Located } from '@goldpath/diagnostics';
import type { LintRule, Report } from '../../rule.ts';
import { appliedSchemas, namesOf } from '../../template/parameters.ts';
import { formSchemas } from './formSchemas.ts';

/** `ui:order` lists every field. */
export const uiOrder: LintRule = {
  id: 'ui-order',
  title: 'ui:order lists each field of its object once, or has one * for the others.',
  why: 'The form shows an error in place of the fields when ui:order lacks one of them.',
  severity: 'error',
  example: {
    incorrect:
      'parameters:\n  - title: Page\n    ui:order: [name]\n    properties: { name: { type: string }, owner: { type: string } }\n',
    correct:
      "parameters:\n  - title: Page\n    ui:order: [name, '*']\n    properties: { name: { type: string }, owner: { type: string } }\n",
  },
  check: ({ template: { pages } }) =>
    [...new Set(pages.flatMap(page => formSchemas(page).map(({ object }) => object)))].flatMap(orderReports),
};

function orderReports(object: Located): Report[] {
  const parts = [...appliedSchemas(object)];
  // branches can have an order too, which replaces this one
  const orders = parts.map(part => at(part, 'ui:order')).filter(order => order?.kind === 'seq');
  const [order, another] = orders;
  if (!order || another || parts.some(part => at(part, 'properties')?.kind === 'unknown')) return [];
  const listed = namesOf(order);
  const stars = listed.filter(name => name === '*').length;
  const conditions = new Set(parts.flatMap(part => [at(part, 'if'), at(part, 'not')]));
  const fields = parts
    .filter(part => !conditions.has(part))
    .flatMap(part => [...(at(part, 'properties')?.entries.keys() ?? [])]);
  const missing = [...new Set(fields)].filter(field => !listed.includes(field));
  if (stars > 1) return [toReport(order, 'has * more than once', 'Keep one *.')];
  if (stars === 1 || missing.length === 0) return [];
  return [toReport(order, `lacks ${missing.join(', ')}`, "Add it, or '*' for all others.")];
}

const toReport = (order: Located, problem: string, fix: string): Report => ({
  at: order,
  message: `ui:order ${problem}. The form shows an error in place of the fields.`,
  fix,
});
