import { isUnknown, secretOf, unknownValue } from '@goldpath/program';
import { evaluate, type Scope } from '../hcl/evaluate.ts';
import { type Block, childrenOf, type SyntaxNode } from '../hcl/parse.ts';
import { isObject } from '../hcl/values.ts';
import { evaluateOr } from './body.ts';

/**
 * Returns the value of a variable: the given one, or its default. Without both it is unknown, and a sensitive one is a secret.
 *
 * @param given `undefined` when there is none
 */
export function variableValue({ labels, body }: Block, given: unknown, scope: Scope): unknown {
  const type = body.attributes.get('type')?.expression;
  const fallback = body.attributes.get('default')?.expression;
  const isSensitive = body.attributes.get('sensitive')?.expression.text === 'true';
  const isNullable = body.attributes.get('nullable')?.expression.text !== 'false';
  const isGiven = given !== undefined && (given !== null || isNullable);
  if (!isGiven && !fallback) return isSensitive ? secretOf(`the variable ${labels[0] ?? ''}`) : unknownValue;
  const value = isGiven ? given : evaluateOr(fallback, scope);
  return type ? withDefaults(value, type, scope) : value;
}

/** Adds the optional attributes of a type that a value leaves out: `object({ size = optional(number, 20) })`. */
function withDefaults(value: unknown, type: SyntaxNode, scope: Scope): unknown {
  const { name, args } = callOf(type);
  const [first] = args;
  if (!first || isUnknown(value) || value === null) return value;
  if (name === 'optional') return withDefaults(value, first, scope);
  if (name === 'object') return isObject(value) ? objectWithDefaults(value, first, scope) : value;
  if (Array.isArray(value)) return value.map(item => withDefaults(item, first, scope));
  if (name !== 'map' || !isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withDefaults(item, first, scope)]),
  );
}

function objectWithDefaults(
  value: Record<string, unknown>,
  type: SyntaxNode,
  scope: Scope,
): Record<string, unknown> {
  const complete = { ...value };
  for (const element of descendant(type, 'object')?.namedChildren ?? []) {
    const [key, declared] = element?.type === 'object_elem' ? childrenOf(element) : [];
    if (!key || !declared) continue;
    const { name, args } = callOf(declared);
    const fallback = args[1];
    const missing = (complete[key.text] ?? undefined) === undefined;
    if (missing && name === 'optional') complete[key.text] = fallback ? evaluate(fallback, scope) : null;
    complete[key.text] = withDefaults(complete[key.text], declared, scope);
  }
  return complete;
}

/** The name and the arguments of a call that a type consists of. */
function callOf(type: SyntaxNode): { name: string; args: SyntaxNode[] } {
  const call = descendant(type, 'function_call');
  const [name, list] = call ? childrenOf(call) : [];
  return {
    name: name?.text ?? '',
    args: list ? childrenOf(list).filter(each => each.type === 'expression') : [],
  };
}

/** The node of a kind that an expression consists of. */
function descendant(node: SyntaxNode, type: string): SyntaxNode | undefined {
  if (node.type === type) return node;
  const [only, ...others] = childrenOf(node);
  return only && others.length === 0 ? descendant(only, type) : undefined;
}
