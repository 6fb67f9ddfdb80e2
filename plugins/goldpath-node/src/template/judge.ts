import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { obviouslyMeant } from '../answers/nearest.ts';
import { parsePointer } from '../source/pointer.ts';
import type { Fault } from './fault.ts';
import stampSchema from './stamp.schema.json' with { type: 'json' };
import templateSchema from './template.schema.json' with { type: 'json' };

const ajv = new Ajv({
  allErrors: true,
  // an error brings the schema that it is about
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
 * What the file's own schema has against it.
 *
 * @param value - anything; what the file holds
 */
export function judgeFile(file: keyof typeof schemas, value: unknown): Fault[] {
  // compiled when it is needed and kept by ajv: a check needs neither
  const validate: ValidateFunction = ajv.compile(schemas[file]);
  if (validate(value)) return [];
  const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if');
  const misspelt = new Set(errors.map(error => `${error.instancePath}/${meantOf(error)}`));
  return errors
    .filter(({ keyword, instancePath, params }) => {
      return keyword !== 'required' || !misspelt.has(`${instancePath}/${params.missingProperty}`);
    })
    .map(toFault);
}

/** What a schema says for people. */
interface Described {
  title?: string;
  description?: string;
  examples?: string[];
}

function toFault(error: ErrorObject): Fault {
  const { instancePath, keyword, params, parentSchema } = error;
  const path = parsePointer(instancePath);
  const where = instancePath === '' ? 'the file' : instancePath.slice(1).replaceAll('/', '.');
  const meant = meantOf(error);
  const base = { path, ...(meant !== undefined && { meant }) };
  if (keyword === 'additionalProperties') {
    const known = Object.keys(parentSchema?.properties ?? {}).join(', ');
    return {
      ...base,
      path: [...path, params.additionalProperty],
      isKey: true,
      message: `${where} has the unknown key "${params.additionalProperty}"`,
      remedy: `the keys are ${known}`,
    };
  }
  if (keyword === 'required') {
    const message = `${where} lacks "${params.missingProperty}"`;
    return { ...base, path: [...path, params.missingProperty], message, remedy: 'add it' };
  }
  if (keyword === 'const') {
    const expected = JSON.stringify(params.allowedValue);
    return { ...base, message: `${where} must be ${expected}`, remedy: `write ${expected}` };
  }
  if (keyword === 'false schema') {
    const message = `${where} does not go with "token"`;
    return { ...base, isKey: true, message, remedy: 'leave one of them out' };
  }
  const { title, description = title, examples = [] } = parentSchema as Described;
  const such = examples.length > 0 ? `, such as ${examples.join(' or ')}` : '';
  const remedy = description === undefined ? 'correct it' : `it takes: ${description}${such}`;
  return { ...base, message: `${where} ${error.message}`, remedy };
}

function meantOf({ keyword, params, parentSchema, data }: ErrorObject): string | undefined {
  if (keyword === 'additionalProperties') {
    const known = Object.keys(parentSchema?.properties ?? {}).filter(
      key => !Object.hasOwn(Object(data), key),
    );
    return obviouslyMeant(params.additionalProperty, known);
  }
  if (keyword === 'const' && typeof data === 'string') return obviouslyMeant(data, [params.allowedValue]);
  return undefined;
}
