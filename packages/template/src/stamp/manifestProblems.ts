import { fromAjv, type SchemaProblem } from '@goldpath/diagnostics';
import { Ajv, type ValidateFunction } from 'ajv';
import schema from './manifest.schema.json' with { type: 'json' };

// verbose: an error has the value that it is about
const ajv = new Ajv({
  allErrors: true,
  allowUnionTypes: true,
  verbose: true,
  // the schema is our own
  validateSchema: false,
});

/**
 * Validates a manifest, so that a later version of its template can be compared with it.
 *
 * @param value - the content of `.goldpath/manifest.json`: any value
 */
export function manifestProblems(value: unknown): SchemaProblem[] {
  // compiled on first use and kept by ajv
  const validate: ValidateFunction = ajv.compile(schema);
  if (validate(value)) return [];
  return fromAjv(validate.errors);
}
