import { Ajv } from 'ajv';

const ajv = new Ajv({ strict: false, logger: false, validateFormats: false });

const limits = [
  ...['minLength', 'maxLength', 'pattern', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  ...['multipleOf', 'minItems', 'maxItems', 'uniqueItems'],
];

/** The first limit of a schema that excludes a value; undefined when there is none, or the schema is invalid. */
export function limitProblem(schema: unknown, value: unknown): string | undefined {
  const given = Object.entries(schema as object).filter(([key]) => limits.includes(key));
  if (given.length === 0) return undefined;
  try {
    const validate = ajv.compile(Object.fromEntries(given));
    if (validate(value)) return undefined;
    return validate.errors?.[0]?.message;
  } catch {
    // the report of the schema is another one
    return undefined;
  }
}
