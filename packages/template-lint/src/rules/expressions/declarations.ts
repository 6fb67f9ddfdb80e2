import { at, type Located } from '@goldpath/diagnostics';
import type { LintTemplate } from '../../template/lintTemplate.ts';
import { appliedSchemas } from '../../template/parameters.ts';

/** Whether the form may have parameters that no page declares. */
export function isFormOpen({ parameters, spec }: LintTemplate): boolean {
  // a decorator can add any parameter
  return parameters.isOpen || !!spec?.entries.has('EXPERIMENTAL_formDecorators');
}

/** Every schema of a property in some schemas. */
export function declarationsOf(schemas: readonly Located[], name: string): Located[] {
  return schemas
    .flatMap(schema => [...appliedSchemas(schema)])
    .map(schema => at(schema, 'properties', name))
    .filter(declaration => declaration !== undefined);
}

/** The types of the schemas of a field; `undefined` for a schema without one. */
export function typesOf(schemas: readonly Located[]): unknown[] {
  return schemas.flatMap(schema => at(schema, 'type')?.value);
}

/** The keys of objects that have no other keys; undefined when one of them may have others. */
export function knownKeys(schemas: readonly Located[]): string[] | undefined {
  const applied = schemas.flatMap(schema => [...appliedSchemas(schema)]);
  const isClosed =
    schemas.length > 0 &&
    schemas.every(schema => at(schema, 'type')?.value === 'object') &&
    !applied.some(isOpen);
  const keys = applied.flatMap(schema => [...(at(schema, 'properties')?.entries.keys() ?? [])]);
  if (isClosed && keys.length > 0) return keys;
  return undefined;
}

/** Whether an object may have other keys. A custom field returns any object, and so may a default. */
function isOpen(schema: Located): boolean {
  const additional = at(schema, 'additionalProperties');
  return (
    schema.kind !== 'map' ||
    ['ui:field', '$ref', 'patternProperties', 'default', 'enum', 'const'].some(key =>
      schema.entries.has(key),
    ) ||
    at(schema, 'properties')?.kind === 'unknown' ||
    (additional !== undefined && additional.value !== false)
  );
}
