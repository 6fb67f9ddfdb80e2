import { Ajv, type ErrorObject } from 'ajv';

const ajv = new Ajv({ allErrors: true, verbose: true, strict: false, logger: false });

/** The violations of the JSON schema of JSON schemas (draft 7), which the form's validator uses. */
export function schemaViolations(schema: unknown): ErrorObject[] {
  const validate = ajv.getSchema('http://json-schema.org/draft-07/schema');
  if (!validate || validate(schema)) return [];
  return validate.errors ?? [];
}
