import { Ajv, type ValidateFunction } from 'ajv';
import ajvErrors from 'ajv-errors';

const compiled = new WeakMap<object, ValidateFunction>();

/**
 * The validator of a form's schema. It knows the keys by which the portal draws a form (`ui:...`), and takes the
 * sentences of `errorMessage` for its own, as the portal's form does.
 *
 * @param passed - further keys that are passed over
 * @throws Error when the schema is none
 */
export function compileAnswers(schema: object, passed: readonly string[] = []): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  // verbose: an error brings the value that it is about
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    verbose: true,
  });
  ajvErrors.default(ajv);
  ajv.addVocabulary([...new Set(['enumNames', ...formKeys(schema), ...passed])]);
  const validate = ajv.compile(schema);
  if (passed.length === 0) compiled.set(schema, validate);
  return validate;
}

function formKeys(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    return key.includes(':') ? [key] : formKeys(inner);
  });
}
