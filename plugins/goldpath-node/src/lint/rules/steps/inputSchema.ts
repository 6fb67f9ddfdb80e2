import {
  type Options,
  type Schema as JsonSchema,
  type SchemaContext,
  type ValidationError,
  Validator,
  ValidatorResult,
} from 'jsonschema';
import type { Schema } from '../../actions/actions.ts';
import { parseExpression } from '../../expression/expression.ts';
import type { Located } from '../../source/located.ts';

/**
 * What an input has against its schema: the keyword (`name`) and what that asks for, or which key it is about
 * (`argument`); of `anyOf` the argument has the errors of each branch.
 */
export type InputError = Pick<ValidationError, 'path' | 'name' | 'argument' | 'message'> & { schema: Schema };

/** Stands for what one expression gives: of any type, perhaps nothing. */
const anything = Symbol('anything');
/** Stands for a text with expressions in it. */
const someText = Symbol('some text');

/**
 * Validates as the portal does before it runs an action, with the same library; what an expression gives is not known
 * and is taken as right.
 *
 * @param input - nothing is an empty one, as it is for the portal
 */
export function inputErrors(input: Located | undefined, schema: Schema): InputError[] {
  try {
    return validator
      .validate((input && instanceOf(input)) ?? {}, schema as JsonSchema)
      .errors.map(error => ({ ...error, schema: error.schema as Schema }));
  } catch {
    // a schema that is none is not the template's fault
    return [];
  }
}

function instanceOf(node: Located): unknown {
  if (node.kind === 'unknown') return anything;
  if (node.kind === 'seq') return node.items.map(instanceOf);
  if (node.kind === 'map') {
    return Object.fromEntries([...node.entries.values()].map(({ key, value }) => [key, instanceOf(value)]));
  }
  if (typeof node.value !== 'string') return node.value;
  const { isTemplated, isWhole } = parseExpression(node.value);
  if (!isTemplated) return node.value;
  return isWhole ? anything : someText;
}

/** Whether no expression is anywhere in a value. */
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

/** One branch has to fit; where none does, the errors are those of the branch that was meant. */
const someBranch = (keyword: 'anyOf' | 'oneOf'): Check =>
  function check(this: Validator, instance, schema, options, context) {
    if (instance === undefined || instance === anything) return undefined;
    const branches = (schema[keyword] ?? []).map(branch => this.validate(instance, branch, options, context));
    const fitting = branches.filter(({ valid }) => valid).length;
    if (fitting > 0 && (keyword === 'anyOf' || fitting === 1 || !isKnown(instance))) return undefined;
    const result = new ValidatorResult(instance, schema, options, context);
    if (fitting > 1) {
      result.addError({ name: keyword, argument: '', message: 'fits more than one of what it may be' });
      return result;
    }
    const errors = branches.map(branch => branch.errors);
    const scores = errors.map(some => distanceOf(some, result.propertyPath));
    const nearest = errors.filter((_, index) => scores[index] === Math.min(...scores));
    const [only = [], other] = nearest;
    if (other)
      Object.assign(result.addError('is none of what it may be'), { name: 'anyOf', argument: nearest });
    else result.errors.push(...only);
    return result;
  };

/** How far a branch is from fitting; one for another type was hardly meant. */
function distanceOf(errors: ValidationError[], place: string): number {
  const isOther = errors.some(({ name, property }) => name === 'type' && property === place);
  return isOther ? Infinity : errors.length;
}

const validator = new Validator();
const original = validator.attributes as unknown as Record<string, Check>;
const attributes: Record<string, Check> = { anyOf: someBranch('anyOf'), oneOf: someBranch('oneOf') };
for (const keyword in original) {
  const check = original[keyword] as Check;
  attributes[keyword] ??= function checkKnown(instance, ...rest) {
    if (instance === anything) return undefined;
    if (instance === someText) {
      if (keyword === 'allOf') return check.call(this, instance, ...rest);
      return keyword === 'type' ? check.call(this, '', ...rest) : undefined;
    }
    const needsAll = ['not', 'if', 'enum', 'const', 'uniqueItems', 'contains'].includes(keyword);
    return needsAll && !isKnown(instance) ? undefined : check.call(this, instance, ...rest);
  };
}
Object.assign(validator.attributes, attributes);
