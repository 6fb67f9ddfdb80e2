import type { YamlFile } from '../source/readYaml.ts';
import type { TemplateProblem } from '../errors.ts';

type Schema = Record<string, unknown>;

/** The pages of a form as one schema. */
export interface Form {
  schema: {
    type: 'object';
    properties: Record<string, unknown>;
    required: string[];
    allOf?: Schema[];
  } & Schema;
  problems: TemplateProblem[];
}

/** Keys of a page that are about its looks, or are merged field by field. */
const mergedKeys = new Set(['title', 'description', 'type', 'properties', 'required']);

/** Keys below which a page asks further fields under a condition. */
const conditionalKeys = ['if', 'then', 'else', 'allOf', 'anyOf', 'oneOf', 'dependencies'];

/**
 * Merges the pages of a template's form (`spec.parameters`): every field, what is required, and as `allOf` the
 * conditions of each page. A field that no page asks is not allowed.
 *
 * @param template - the parsed template.yaml
 * @param optional - fields that need no answer here, though the form asks for one
 */
export function mergeForm(template: YamlFile, optional: readonly string[]): Form {
  const { parameters } = (template.value as { spec: { parameters: Schema | Schema[] } }).spec;
  const properties: Record<string, unknown> = {};
  const required = new Set<string>();
  const conditions: Schema[] = [];
  const problems: TemplateProblem[] = [];

  for (const [index, page] of [parameters].flat().entries()) {
    for (const [field, schema] of Object.entries(asObject(page.properties))) {
      if (field in properties) {
        const path = [
          'spec',
          'parameters',
          ...(Array.isArray(parameters) ? [index] : []),
          'properties',
          field,
        ];
        const message = `the field "${field}" is asked on two pages; keep one`;
        problems.push({ file: 'template.yaml', line: template.lineOf(path), message });
      }
      properties[field] = schema;
    }
    for (const field of (page.required as string[] | undefined) ?? []) required.add(field);
    const condition = Object.fromEntries(
      Object.entries(page).filter(([key]) => !mergedKeys.has(key) && !key.includes(':')),
    );
    if (Object.keys(condition).length > 0) conditions.push(condition);
  }
  for (const field of conditions.flatMap(conditionalFields)) properties[field] ??= true;
  for (const field of optional) required.delete(field);

  const schema = {
    type: 'object' as const,
    properties,
    required: [...required],
    // JSON schema refuses an empty list
    ...(conditions.length > 0 ? { allOf: conditions } : {}),
    additionalProperties: false,
  };
  return { schema, problems };
}

function conditionalFields(schema: Schema): string[] {
  const parts = conditionalKeys
    .filter(key => key in schema)
    .flatMap(key => (key === 'dependencies' ? Object.values(asObject(schema[key])) : schema[key]));
  return [...Object.keys(asObject(schema.properties)), ...parts.map(asObject).flatMap(conditionalFields)];
}

function asObject(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}
