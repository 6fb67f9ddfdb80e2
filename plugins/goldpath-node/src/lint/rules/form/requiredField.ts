import { nearest, obviouslyMeant } from '../../../answers/nearest.ts';
import { edit, type LintRule, type Report } from '../../rule.ts';
import { at, type Located } from '../../source/located.ts';
import { appliedSchemas } from '../../template/parameters.ts';
import { formSchemas } from './formSchemas.ts';

/** What a form requires, it asks. */
export const requiredField: LintRule = {
  id: 'required-field',
  title: 'Every field that a form requires is asked by it.',
  why: 'A required field that is not asked can never be filled in: nobody gets past the page.',
  severity: 'error',
  example: {
    bad: 'parameters:\n  - title: Page\n    required: [nmae]\n    properties: { name: { type: string } }\n',
    good: 'parameters:\n  - title: Page\n    required: [name]\n    properties: { name: { type: string } }\n',
  },
  check: ({ template: { pages } }) =>
    pages.flatMap(page => formSchemas(page).flatMap(({ object, schema }) => ofSchema(object, schema))),
};

/** @param object - the schema of the whole object, of which `schema` is a part or all */
function ofSchema(object: Located, schema: Located): Report[] {
  const known = knownFields(object);
  if (!known || isCondition(object, schema)) return [];
  const items = at(schema, 'required')?.items ?? [];
  const listed = items.map(({ value }) => value);
  return items.flatMap(item => {
    if (typeof item.value !== 'string' || known.has(item.value)) return [];
    const free = [...known].filter(field => !listed.includes(field));
    const meant = obviouslyMeant(item.value, free);
    const close = meant ?? nearest(item.value, [...known]);
    return {
      at: item,
      message: `The form requires ${item.value} and does not ask it: nobody gets past the page.`,
      fix: meant
        ? `Write ${meant}.`
        : `Remove it, or add it to the properties${close ? `; the nearest there is ${close}` : ''}.`,
      ...(meant && { edits: [edit(item.source, item.start, item.end, meant)] }),
    };
  });
}

/** Whether a part of a schema only asks what was answered, and demands nothing. */
function isCondition(object: Located, schema: Located): boolean {
  const conditions = [...appliedSchemas(object)].flatMap(part => [at(part, 'if'), at(part, 'not')]);
  return conditions.some(condition => condition && [...appliedSchemas(condition)].includes(schema));
}

/** Every field that any part of an object's schema describes; nothing when there may be others. */
function knownFields(object: Located): Set<string> | undefined {
  const fields = new Set<string>();
  for (const schema of appliedSchemas(object)) {
    const additional = at(schema, 'additionalProperties');
    const isFree =
      schema.kind === 'unknown' ||
      ['$ref', 'patternProperties', 'propertyNames'].some(key => schema.entries.has(key)) ||
      at(schema, 'properties')?.kind === 'unknown' ||
      additional?.kind === 'map' ||
      additional?.value === true;
    if (isFree) return undefined;
    for (const key of at(schema, 'properties')?.entries.keys() ?? []) fields.add(key);
  }
  // an object without a word on its properties takes any
  return fields.size > 0 ? fields : undefined;
}
