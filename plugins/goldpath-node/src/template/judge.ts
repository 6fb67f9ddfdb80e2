import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { TemplateProblem } from '../errors.ts';
import { parsePointer } from '../source/pointer.ts';
import type { YamlFile } from '../source/readYaml.ts';
import stampSchema from './stamp.schema.json' with { type: 'json' };
import templateSchema from './template.schema.json' with { type: 'json' };

const ajv = new Ajv({
  allErrors: true,
  // an error brings the schema that it is about
  verbose: true,
  useDefaults: true,
  // a part of a definition (`properties` under `then`) leaves its type to the whole
  strictTypes: false,
  allowUnionTypes: true,
  strictRequired: false,
});

const schemas = { 'stamp.yaml': stampSchema, 'template.yaml': templateSchema };

/** What the file's own schema has against it, each problem at its line. */
export function judgeFile(file: keyof typeof schemas, yaml: YamlFile): TemplateProblem[] {
  // compiled when it is needed and kept by ajv: a check needs neither
  const validate: ValidateFunction = ajv.compile(schemas[file]);
  if (validate(yaml.value)) return [];
  return (validate.errors ?? [])
    .filter(({ keyword }) => keyword !== 'if')
    .map(error => ({ file, line: yaml.lineOf(pathOf(error)), message: sentence(error) }));
}

function pathOf({ instancePath, keyword, params }: ErrorObject): string[] {
  const path = parsePointer(instancePath);
  return keyword === 'additionalProperties' ? [...path, params.additionalProperty] : path;
}

function sentence({ instancePath, keyword, params, message, parentSchema }: ErrorObject): string {
  const where = instancePath === '' ? 'the file' : instancePath.slice(1).replaceAll('/', '.');
  if (keyword === 'additionalProperties') {
    const known = Object.keys(parentSchema?.properties ?? {}).join(', ');
    return `${where} has the unknown key "${params.additionalProperty}"; the keys are ${known}`;
  }
  if (keyword === 'required') return `${where} lacks "${params.missingProperty}"; add it`;
  if (keyword === 'const') return `${where} must be ${JSON.stringify(params.allowedValue)}`;
  if (keyword === 'false schema') return `${where} does not go with "token"; leave one of them out`;
  return `${where} ${message}`;
}
