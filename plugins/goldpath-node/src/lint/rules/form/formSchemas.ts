import { at, type Located } from '../../source/located.ts';
import { appliedSchemas } from '../../template/parameters.ts';

/** A schema in a form, and the schema of the object that it is about. */
export interface FormSchema {
  /** itself, or the one that it is a part of: by `then`, `allOf`, `dependencies` */
  object: Located;
  schema: Located;
}

/** What a schema that cannot be compiled comes to. */
export const STOPS = 'The form stops at this page with an error that no answer mends.';

const DEPTH = 20;

/** Every schema of a page: of the page, of its fields, of their fields and items, each with its parts. */
export function formSchemas(object: Located, depth = 0): FormSchema[] {
  if (depth > DEPTH || object.kind !== 'map') return [];
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

function itemSchemas(schema: Located): Located[] {
  const items = at(schema, 'items');
  const additional = ['additionalItems', 'additionalProperties', 'contains'].map(key => at(schema, key));
  const listed = items?.kind === 'seq' ? items.items : [items];
  return [...listed, ...additional].filter(found => found?.kind === 'map') as Located[];
}
