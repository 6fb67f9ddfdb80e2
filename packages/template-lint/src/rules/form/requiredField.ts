import { at, certainMatch, closestMatch, type Located } from '@goldpath/diagnostics';
import { edit, type LintRule, type Report } from '../../rule.ts';
import { appliedSchemas, isFree } from '../../template/parameters.ts';
import { type FormSchema, formSchemas } from './formSchemas.ts';

/** A form has every field that it requires. */
export const requiredField: LintRule = {
  id: 'required-field',
  title: 'A form has every field that it requires.',
  why: 'A required field that the form does not have can never be filled in, so the user cannot leave the page.',
  severity: 'error',
  example: {
    incorrect:
      'parameters:\n  - title: Page\n    required: [nmae]\n    properties: { name: { type: string } }\n',
    correct:
      'parameters:\n  - title: Page\n    required: [name]\n    properties: { name: { type: string } }\n',
  },
  check: ({ template: { pages } }) =>
    pages.flatMap(page =>
      formSchemas(page).flatMap(one => [
        ...reportsOf(one),
        ...branchReports(one, pages),
        ...dependentReports(one),
      ]),
    ),
};

function reportsOf({ object, schema }: FormSchema): Report[] {
  const known = knownFields(object);
  if (!known || isCondition(object, schema)) return [];
  const items = at(schema, 'required')?.items ?? [];
  const listed = items.map(({ value }) => value);
  const unlisted = [...known].filter(field => !listed.includes(field));
  const reports: Report[] = [];
  for (const item of items) {
    if (typeof item.value !== 'string' || known.has(item.value)) continue;
    reports.push(toReport(item, item.value, [...known], unlisted));
  }
  return reports;
}

/** `dependencies: { name: [nmae] }`, which requires a field that the form does not have. */
function dependentReports({ object, schema }: FormSchema): Report[] {
  const known = knownFields(object);
  if (!known || isCondition(object, schema)) return [];
  return ['dependencies', 'dependentRequired']
    .flatMap(key => [...(at(schema, key)?.entries.values() ?? [])])
    .flatMap(({ value }) => value.items)
    .filter(({ value }) => typeof value === 'string' && !known.has(value))
    .map(item => toReport(item, String(item.value), [...known], [...known]));
}

/** Required fields that only some of the branches below the schema have. */
function branchReports({ object, schema }: FormSchema, pages: readonly Located[]): Report[] {
  if (!knownFields(object) || isCondition(object, schema)) return [];
  const inside = new Set(appliedSchemas(schema));
  const elsewhere = [object, ...pages]
    .flatMap(page => [...appliedSchemas(page)])
    .filter(part => !inside.has(part));
  const hasField = (part: Located, field: string) => at(part, 'properties', field) !== undefined;
  return (at(schema, 'required')?.items ?? [])
    .filter(({ value }) => typeof value === 'string' && [...inside].some(part => hasField(part, value)))
    .filter(({ value }) => !isAlwaysThere(schema, part => hasField(part, String(value))))
    .filter(({ value }) => !elsewhere.some(part => hasField(part, String(value))))
    .map(item => ({
      at: item,
      message: `The form requires ${String(item.value)} with every answer, but shows it only with some. With the others the user cannot leave the page.`,
      fix: `Move it to the "required" of the branches that have ${String(item.value)}.`,
    }));
}

/** Whether a field is in a schema with every answer. */
function isAlwaysThere(schema: Located, hasField: (part: Located) => boolean): boolean {
  const listed = (key: string) => at(schema, key)?.items ?? [];
  const below = (part: Located | undefined) => part !== undefined && isAlwaysThere(part, hasField);
  const dependents = [at(schema, 'dependencies'), at(schema, 'dependentSchemas')].flatMap(map => [
    ...(map?.entries.values() ?? []),
  ]);
  return (
    hasField(schema) ||
    listed('allOf').some(below) ||
    ['oneOf', 'anyOf'].some(key => listed(key).length > 0 && listed(key).every(below)) ||
    (below(at(schema, 'then')) && below(at(schema, 'else'))) ||
    dependents.some(({ value }) => below(value))
  );
}

function toReport(item: Located, field: string, known: string[], unlisted: string[]): Report {
  const closest = closestMatch(field, known);
  const hint = closest ? `; the closest one there is ${closest}` : '';
  const report: Report = {
    at: item,
    message: `The form requires ${field}, but has no such field, so the user cannot leave the page.`,
    fix: `Remove it, or add it to the properties${hint}.`,
  };
  const match = certainMatch(field, unlisted);
  if (!match) return report;
  return { ...report, fix: `Write ${match}.`, edits: [edit(item.source, item.start, item.end, match)] };
}

/** Whether a part of a schema is only a condition, and requires nothing. */
function isCondition(object: Located, schema: Located): boolean {
  const conditions = [...appliedSchemas(object)].flatMap(part => [at(part, 'if'), at(part, 'not')]);
  return conditions.some(condition => condition && [...appliedSchemas(condition)].includes(schema));
}

/** Every field in any part of an object's schema; undefined when there may be others. */
function knownFields(object: Located): Set<string> | undefined {
  const fields = new Set<string>();
  for (const schema of appliedSchemas(object)) {
    if (isFree(schema) || schema.entries.has('propertyNames')) return undefined;
    for (const key of at(schema, 'properties')?.entries.keys() ?? []) fields.add(key);
  }
  // an object without properties accepts any
  if (fields.size === 0) return undefined;
  return fields;
}
