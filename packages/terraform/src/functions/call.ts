import { holdsUnknown, isUnknown, unknownValue } from '@goldpath/program';
import { evaluate, type Scope } from '../hcl/evaluate.ts';
import { childrenOf, type SyntaxNode } from '../hcl/parse.ts';
import { EvaluationError } from '../hcl/values.ts';
import { collectionFunctions } from './collections.ts';
import { conversionFunctions } from './conversions.ts';
import { fileFunctions } from './files.ts';
import { networkFunctions } from './networks.ts';
import { numberFunctions } from './numbers.ts';
import { stringFunctions } from './strings.ts';

/** A function of Terraform's language. It throws an EvaluationError for arguments that it has no result for. */
export interface TerraformFunction {
  /** parts of its arguments may be unknown, and its result has them then */
  keepsUnknown?: true;
  call: (args: unknown[], scope: Scope) => unknown;
}

/** Source of names and behavior: https://developer.hashicorp.com/terraform/language/functions, looked up 2026-11-29. */
const functions: Record<string, TerraformFunction> = {
  ...collectionFunctions,
  ...conversionFunctions,
  ...fileFunctions,
  ...networkFunctions,
  ...numberFunctions,
  ...stringFunctions,
};

/** Evaluates a call. A function that is not known here, and one that needs an unknown argument, has an unknown result. */
export function callFunction(node: SyntaxNode, scope: Scope): unknown {
  const [name, list] = childrenOf(node);
  const nodes = list ? childrenOf(list) : [];
  const expressions = nodes.filter(({ type }) => type === 'expression');
  if (name?.text === 'try') return firstThatExists(expressions, scope);
  if (name?.text === 'can') return exists(expressions[0], scope);
  const values = expressions.map(expression => evaluate(expression, scope));
  const isExpanded = nodes.some(({ type }) => type === 'ellipsis');
  const expanded = isExpanded ? values.pop() : [];
  if (!Array.isArray(expanded)) return unknownValue;
  return apply(functions[name?.text ?? ''], [...values, ...(expanded as unknown[])], scope);
}

/** Applies a function to values. */
export function apply(called: TerraformFunction | undefined, args: unknown[], scope: Scope): unknown {
  if (!called) return unknownValue;
  const isBlocked = called.keepsUnknown ? isUnknown(args[0]) : args.some(holdsUnknown);
  return isBlocked && !isComplete(called, args) ? unknownValue : called.call(args, scope);
}

/** A function that keeps unknown parts decides on its own when its first argument is wholly unknown. */
function isComplete(called: TerraformFunction, args: unknown[]): boolean {
  return called.keepsUnknown === true && args.length > 1 && called === functions.coalesce;
}

function firstThatExists(expressions: readonly SyntaxNode[], scope: Scope): unknown {
  for (const expression of expressions) {
    try {
      return evaluate(expression, scope);
    } catch (error) {
      // the next argument is for this case
      if (!(error instanceof EvaluationError)) throw error;
    }
  }
  throw new EvaluationError('no argument of try exists');
}

function exists(expression: SyntaxNode | undefined, scope: Scope): boolean | string {
  if (!expression) return false;
  try {
    return isUnknown(evaluate(expression, scope)) ? unknownValue : true;
  } catch (error) {
    if (error instanceof EvaluationError) return false;
    throw error;
  }
}
