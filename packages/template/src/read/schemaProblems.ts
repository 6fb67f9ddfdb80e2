import { fromAjv, type SchemaProblem } from '@goldpath/diagnostics';
import { Ajv, type ValidateFunction } from 'ajv';
import type { PathProblem } from './pathProblem.ts';
import stampSchema from './stamp.schema.json' with { type: 'json' };
import templateSchema from './template.schema.json' with { type: 'json' };

const ajv = new Ajv({
  allErrors: true,
  // an error has the schema that it is about
  verbose: true,
  // a part of a definition (`properties` under `then`) leaves its type to the whole
  strictTypes: false,
  allowUnionTypes: true,
  strictRequired: false,
  // the schemas are our own
  validateSchema: false,
});

const schemas = { 'stamp.yaml': stampSchema, 'template.yaml': templateSchema };

/**
 * Validates a file of a template against its schema.
 *
 * @param value - the content of the file: any value
 */
export function schemaProblems(file: keyof typeof schemas, value: unknown): PathProblem[] {
  // compiled on first use and kept by ajv: a check needs neither schema
  const validate: ValidateFunction = ajv.compile(schemas[file]);
  if (validate(value)) return [];
  return fromAjv(validate.errors).map(toPathProblem);
}

function toPathProblem({ path, isKey, keyword, message, fix, suggestion }: SchemaProblem): PathProblem {
  const name = path.length === 0 ? 'the file' : path.join('.');
  // the only schema that allows nothing
  if (keyword === 'false schema')
    return {
      path,
      isKey: true,
      message: `${name} cannot be combined with "token"`,
      fix: 'remove one of them',
    };
  const problem: PathProblem = {
    path,
    isKey: isKey && keyword !== 'required',
    message: `${name} ${message}`,
    fix,
  };
  if (suggestion !== undefined) problem.suggestion = suggestion;
  return problem;
}
