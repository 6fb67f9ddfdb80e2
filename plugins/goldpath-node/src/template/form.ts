import { compileAnswers } from '../answers/compileAnswers.ts';
import { asObject, type Fault } from './fault.ts';

type Schema = Record<string, unknown>;

/** The pages of a form as one schema. */
export interface Form {
  schema: {
    type: 'object';
    properties: Record<string, unknown>;
    required: string[];
    allOf?: Schema[];
  } & Schema;
  faults: Fault[];
}

/** Keys of a page that are about its looks, or are merged field by field. */
const mergedKeys = new Set(['title', 'description', 'type', 'properties', 'required']);

/** Keys below which a page asks further fields under a condition. */
const conditionalKeys = ['if', 'then', 'else', 'allOf', 'anyOf', 'oneOf', 'dependencies'];

/**
 * Merges the pages of a template's form (`spec.parameters`): every field, what is required, and as `allOf` the
 * conditions of each page. A field that no page asks is not allowed.
 *
 * @param template - the parsed template.yaml; of an unsound one, what can be read
 * @param optional - fields that need no answer here, though the form asks for one
 */
export function mergeForm(template: unknown, optional: readonly string[]): Form {
  const { parameters } = asObject(asObject(template).spec);
  const properties: Record<string, unknown> = {};
  const required = new Set<string>();
  const conditions: Schema[] = [];
  const faults: Fault[] = [];

  for (const [index, page] of [parameters].flat().map(asObject).entries()) {
    for (const [field, schema] of Object.entries(asObject(page.properties))) {
      if (Object.hasOwn(properties, field)) {
        const path = [
          'spec',
          'parameters',
          ...(Array.isArray(parameters) ? [index] : []),
          'properties',
          field,
        ];
        const message = `the field "${field}" is asked on two pages`;
        faults.push({ path, isKey: true, message, remedy: 'keep one' });
      }
      properties[field] = schema;
    }
    for (const field of Array.isArray(page.required) ? page.required : []) {
      if (typeof field === 'string') required.add(field);
    }
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
  return { schema, faults };
}

/** Why the form cannot judge answers, if it cannot: each reason with the key or value that it is about. */
export function formErrors({ schema }: Form): { message: string; word: string | undefined }[] {
  const errors: { message: string; word: string | undefined }[] = [];
  const passed: string[] = [];
  for (;;) {
    try {
      compileAnswers(schema, passed);
      return errors;
    } catch (error) {
      const { message } = error as Error;
      const [, quoted, pattern] = /"([^"]+)"|: \/(.+)\/u: /.exec(message) ?? [];
      const word = quoted ?? pattern;
      errors.push({ message, word });
      // ajv stops at the first; what it does not know can be passed over to see the next
      if (!message.includes('unknown keyword') || word === undefined || passed.includes(word)) return errors;
      passed.push(word);
    }
  }
}

function conditionalFields(schema: Schema): string[] {
  const parts = conditionalKeys
    .filter(key => key in schema)
    .flatMap(key => (key === 'dependencies' ? Object.values(asObject(schema[key])) : schema[key]));
  return [...Object.keys(asObject(schema.properties)), ...parts.map(asObject).flatMap(conditionalFields)];
}
