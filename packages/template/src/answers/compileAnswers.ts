import { Ajv, type Plugin, type ValidateFunction } from 'ajv';
import ajvErrors from 'ajv-errors';
import ajvFormats from 'ajv-formats';

const compiled = new WeakMap<object, ValidateFunction>();

/**
 * Compiles the validator of a form's schema. It accepts the keys for the appearance of a form (`ui:...`), validates formats such as
 * `email`, and uses the messages of `errorMessage`, as the portal's form does.
 *
 * @param ignored - further keys to ignore
 * @throws Error when the schema is not valid
 */
export function compileAnswers(schema: object, ignored: readonly string[] = []): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  // verbose: an error has the value that it is about
  const ajv = new Ajv({
    allErrors: true,
    // without it, 0.3 is not a multiple of 0.1; the digits are those of the portal's form
    multipleOfPrecision: 8,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    verbose: true,
  });
  (ajvErrors.default as unknown as Plugin<undefined>)(ajv);
  (ajvFormats.default as unknown as Plugin<undefined>)(ajv);
  ajv.addVocabulary([...new Set(['enumNames', ...appearanceKeys(schema), ...ignored])]);
  const validate = ajv.compile(schema);
  if (ignored.length === 0) compiled.set(schema, validate);
  return validate;
}

function appearanceKeys(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key.includes(':')) return [key];
    return appearanceKeys(inner);
  });
}
