import type { Located } from '@goldpath/diagnostics';
import {
  type Options,
  type Schema as JsonSchema,
  type SchemaContext,
  type ValidationError,
  Validator,
  ValidatorResult,
} from 'jsonschema';
import type { Schema } from '../../actions/actions.ts';
import { isUnquotedExpression } from '../../template/unquotedBraces.ts';
import { parseExpression } from '../../expression/expression.ts';

/**
 * A violation of the schema of an input: the keyword (`name`), and its value or the key that it is about (`argument`). The
 * argument of `anyOf` is a list with the errors of each branch.
 */
export type InputError = Pick<ValidationError, 'path' | 'name' | 'argument' | 'message'> & { schema: Schema };

/** The result of an expression: of any type, possibly missing. */
const anyValue = Symbol('any value');
/** A string that contains expressions. */
const anyString = Symbol('any string');

/** Values of which only the type is known, by the name of the type in JSON Schema, each with an example. */
const anyOfType: Readonly<Record<string, { value: symbol; example: unknown }>> = {
  string: { value: anyString, example: '' },
  number: { value: Symbol('any number'), example: 1 },
  integer: { value: Symbol('any integer'), example: 1 },
  boolean: { value: Symbol('any boolean'), example: true },
  array: { value: Symbol('any list'), example: [] },
  object: { value: Symbol('any object'), example: {} },
};

const examples = new Map(Object.values(anyOfType).map(({ value, example }) => [value, example]));

/**
 * Validates an input as the portal does before it runs an action, with the same library. The results of expressions are
 * unknown and count as valid, except for their types where those are known.
 *
 * @param input - undefined for an empty input, as in the portal
 * @param typeOf - returns the type of the result of a string that is a single expression, when it is known
 */
export function inputErrors(
  input: Located | undefined,
  schema: Schema,
  typeOf: (text: string) => string | undefined = () => undefined,
): InputError[] {
  try {
    return validator
      .validate((input && instanceOf(input, typeOf)) ?? {}, schema as JsonSchema)
      .errors.map(error => ({ ...error, schema: error.schema as Schema }));
  } catch {
    // an invalid schema is not a problem of the template
    return [];
  }
}

function instanceOf(node: Located, typeOf: (text: string) => string | undefined): unknown {
  if (node.kind === 'unknown' || isUnquotedExpression(node)) return anyValue;
  if (node.kind === 'seq') return node.items.map(item => instanceOf(item, typeOf));
  if (node.kind === 'map') {
    return Object.fromEntries(
      [...node.entries.values()].map(({ key, value }) => [key, instanceOf(value, typeOf)]),
    );
  }
  if (typeof node.value !== 'string') return node.value;
  const { isTemplated, isWhole } = parseExpression(node.value);
  if (!isTemplated) return node.value;
  if (!isWhole) return anyString;
  return anyOfType[typeOf(node.value) ?? '']?.value ?? anyValue;
}

/** Whether a value contains no expressions. */
function isKnown(instance: unknown): boolean {
  if (typeof instance === 'symbol') return false;
  return typeof instance !== 'object' || instance === null || Object.values(instance).every(isKnown);
}

type Check = (
  this: Validator,
  instance: unknown,
  schema: JsonSchema,
  options: Options,
  context: SchemaContext,
) => ValidatorResult | undefined;

/** At least one branch must match. If none does, the errors are those of the closest branch. */
const someBranch = (keyword: 'anyOf' | 'oneOf'): Check =>
  function check(this: Validator, instance, schema, options, context) {
    if (instance === undefined || instance === anyValue) return undefined;
    const branches = (schema[keyword] ?? []).map(branch => this.validate(instance, branch, options, context));
    const matching = branches.filter(({ valid }) => valid).length;
    if (matching > 0 && (keyword === 'anyOf' || matching === 1 || !isKnown(instance))) return undefined;
    const result = new ValidatorResult(instance, schema, options, context);
    if (matching > 1) {
      result.addError({ name: keyword, argument: '', message: 'matches more than one alternative' });
      return result;
    }
    const errors = branches.map(branch => branch.errors);
    const distances = errors.map(some => distanceOf(some, result.propertyPath));
    const closest = errors.filter((_, index) => distances[index] === Math.min(...distances));
    const [only = [], other] = closest;
    if (other) Object.assign(result.addError('matches no alternative'), { name: 'anyOf', argument: closest });
    else result.errors.push(...only);
    return result;
  };

/** The number of errors of a branch; a branch for another type was certainly not intended. */
function distanceOf(errors: ValidationError[], place: string): number {
  const isOther = errors.some(({ name, property }) => name === 'type' && property === place);
  if (isOther) return Infinity;
  return errors.length;
}

/** Keywords that can only be checked if the whole value is known. */
const needsWholeValue = new Set(['not', 'if', 'enum', 'const', 'uniqueItems', 'contains']);

/** The check of a keyword, without errors for unknown values. */
const ofKnownValues = (keyword: string, check: Check): Check =>
  function checkKnown(instance, ...rest) {
    if (instance === anyValue) return undefined;
    if (typeof instance === 'symbol') {
      if (keyword === 'allOf') return check.call(this, instance, ...rest);
      if (keyword !== 'type') return undefined;
      return check.call(this, examples.get(instance), ...rest);
    }
    if (needsWholeValue.has(keyword) && !isKnown(instance)) return undefined;
    return check.call(this, instance, ...rest);
  };

const validator = new Validator();
const original = validator.attributes as unknown as Record<string, Check>;
const attributes: Record<string, Check> = { anyOf: someBranch('anyOf'), oneOf: someBranch('oneOf') };
for (const keyword in original) attributes[keyword] ??= ofKnownValues(keyword, original[keyword] as Check);
Object.assign(validator.attributes, attributes);
