import { at, type Located } from '@goldpath/diagnostics';
import type { LintTemplate } from '../../template/lintTemplate.ts';
import { appliedSchemas, namesOf } from '../../template/parameters.ts';
import { declarationsOf } from '../expressions/declarations.ts';

/** Field extensions of the portal that have no answer until the user selects one. */
const EMPTY_PICKERS = ['EntityPicker', 'OwnedEntityPicker', 'OwnerPicker', 'EntityNamePicker'];

/** Whether a field of the form may have no answer. A list or an object has an empty one. */
export function mayBeAbsent(name: string, { pages, parameters }: LintTemplate): boolean {
  const field = parameters.fields.get(name);
  const isOnPage = pages.some(page => at(page, 'properties') === field?.properties);
  const schemas = pages.flatMap(page => [...appliedSchemas(page)]);
  const isRequired = schemas.some(schema => namesOf(at(schema, 'required')).includes(name));
  return !!field && isOnPage && !isRequired && declarationsOf(pages, name).every(isEmptyAtFirst);
}

function isEmptyAtFirst(schema: Located): boolean {
  const type = at(schema, 'type')?.value;
  const picker = at(schema, 'ui:field')?.value;
  const isPreset = ['default', 'const', '$ref'].some(key => at(schema, key));
  const isEmpty = picker === undefined || (typeof picker === 'string' && EMPTY_PICKERS.includes(picker));
  return typeof type === 'string' && type !== 'array' && type !== 'object' && !isPreset && isEmpty;
}

const PARAMETER = /^\s*\$\{\{-?\s*parameters(?:\.(\w+)|\[\s*['"]([^'"]+)['"]\s*\])\s*-?\}\}\s*$/;

/** The parameter whose answer is the whole value of a string. */
export function wholeParameter(node: Located | undefined): string | undefined {
  const [, dotted, quoted] = PARAMETER.exec(String(node?.value)) ?? [];
  return dotted ?? quoted;
}

/** How to make sure that a field has an answer. */
export const requireAnswer = (name: string) => `Add ${name} to "required" of its page.`;
