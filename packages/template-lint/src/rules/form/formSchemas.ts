import { at, type Located } from '@goldpath/diagnostics';
import { appliedSchemas } from '../../template/parameters.ts';

/** A schema in a form, and the schema of the object that it describes. */
export interface FormSchema {
  /** the schema itself, or the one that it is a part of, by `then`, `allOf` or `dependencies` */
  object: Located;
  schema: Located;
}

/** The consequence of a schema that cannot be compiled. */
export const FORM_FAILS = 'The form fails on this page with an error that no answer can solve.';

/** Schemas that are nested deeper are not read. */
const MAX_DEPTH = 20;

/** Every schema of a page: of the page, its fields, their fields and items, each with its parts. */
export function formSchemas(object: Located, depth = 0): FormSchema[] {
  if (depth > MAX_DEPTH || object.kind !== 'map') return [];
  const parts = [...appliedSchemas(object)];
  const below = parts.flatMap(part => [
    ...[...(at(part, 'properties')?.entries.values() ?? [])].map(({ value }) => value),
    ...itemSchemas(part),
  ]);
  return [
    ...parts.map(schema => ({ object, schema })),
    ...[...new Set(below)].flatMap(schema => formSchemas(schema, depth + 1)),
  ];
}

/** Every schema of some pages, once. */
export function schemasOf(pages: readonly Located[]): Located[] {
  return [...new Set(pages.flatMap(page => formSchemas(page).map(({ schema }) => schema)))];
}

function itemSchemas(schema: Located): Located[] {
  const items = at(schema, 'items');
  const others = ['additionalItems', 'additionalProperties', 'contains'].map(key => at(schema, key));
  const listed = items?.kind === 'seq' ? items.items : [items];
  return [...listed, ...others].filter(found => found !== undefined).filter(({ kind }) => kind === 'map');
}
