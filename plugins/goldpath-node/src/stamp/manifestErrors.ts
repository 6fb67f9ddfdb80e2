import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import schema from '../check/manifest.schema.json' with { type: 'json' };

// verbose: an error brings the value that it is about
const ajv = new Ajv({
  allErrors: true,
  allowUnionTypes: true,
  verbose: true,
  // the schema is our own
  validateSchema: false,
});

/**
 * What keeps a manifest from being compared with a later version of its template.
 *
 * @param value - anything; what `.goldpath/manifest.json` holds
 */
export function manifestErrors(value: unknown): ErrorObject[] {
  // compiled when it is needed and kept by ajv
  const validate: ValidateFunction = ajv.compile(schema);
  return validate(value) ? [] : (validate.errors ?? []);
}
