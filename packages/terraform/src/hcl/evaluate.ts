import { isUnknown, unknownValue } from '@goldpath/program';
import { callFunction } from '../functions/call.ts';
import { evaluateFor } from './forExpression.ts';
import { negate, operate } from './operators.ts';
import { childrenOf, type SyntaxNode } from './parse.ts';
import { evaluateTemplate, unescape } from './template.ts';
import { at, isLazy, isObject, toBoolean, toText } from './values.ts';

/** The names that an expression can use. */
export interface Scope {
  /** Returns the value of the first name of a reference, such as `var` or `aws_vpc`. */
  get(name: string): unknown;
  /** the module's folder, which paths in functions are relative to; absolute */
  folder: string;
}

/** Adds the variables of a loop: one name is the value, two are key and value. */
export function withVariables(scope: Scope, names: readonly string[], key: unknown, value: unknown): Scope {
  const [first, second] = names;
  const values = new Map<string | undefined, unknown>(
    second === undefined
      ? [[first, value]]
      : [
          [first, key],
          [second, value],
        ],
  );
  return { ...scope, get: name => (values.has(name) ? values.get(name) : scope.get(name)) };
}

/**
 * Evaluates an expression. A value that cannot be determined is `unknownValue`.
 *
 * @throws EvaluationError when a part of a value does not exist
 */
export function evaluate(node: SyntaxNode, scope: Scope): unknown {
  const rule = rules[node.type];
  return rule ? rule(node, scope) : unknownValue;
}

const rules: Record<string, (node: SyntaxNode, scope: Scope) => unknown> = {
  expression: (node, scope) => evaluateSequence(childrenOf(node), scope),
  literal_value: evaluateLiteral,
  string_lit: stringOf,
  template_expr: (node, scope) => evaluateOnly(node, scope),
  quoted_template: evaluateTemplate,
  heredoc_template: evaluateTemplate,
  collection_value: (node, scope) => evaluateOnly(node, scope),
  tuple: (node, scope) =>
    childrenOf(node)
      .filter(({ type }) => type === 'expression')
      .map(item => evaluate(item, scope)),
  object: evaluateObject,
  for_expr: (node, scope) => evaluateFor(node, scope),
  function_call: (node, scope) => callFunction(node, scope),
  variable_expr: (node, scope) => scope.get(node.text),
  operation: (node, scope) => evaluateOnly(node, scope),
  unary_operation: (node, scope) => {
    const operator = node.children[0]?.text ?? '';
    return negate(operator, evaluateSequence(childrenOf(node), scope));
  },
  binary_operation: evaluateBinary,
  conditional: evaluateConditional,
};

function evaluateOnly(node: SyntaxNode, scope: Scope): unknown {
  const [only] = childrenOf(node);
  return only ? evaluate(only, scope) : unknownValue;
}

/** Evaluates a value and the accesses to its parts, which follow it in the syntax tree. */
function evaluateSequence(nodes: readonly SyntaxNode[], scope: Scope): unknown {
  const [first, ...accesses] = nodes;
  if (!first) return unknownValue;
  return access(evaluate(first, scope), accesses, scope);
}

function access(value: unknown, accesses: readonly SyntaxNode[], scope: Scope): unknown {
  const [step, ...rest] = accesses;
  if (!step) return value;
  if (step.type !== 'splat') return access(at(value, keyOf(step, scope)), rest, scope);
  if (isUnknown(value)) return unknownValue;
  const [splat] = childrenOf(step);
  const steps = splat ? childrenOf(splat) : [];
  const items = Array.isArray(value) ? (value as unknown[]) : [value].filter(item => item !== null);
  if (splat?.type === 'full_splat') {
    const each = items.map(item => access(item, steps, scope));
    return access(each, rest, scope);
  }
  // in `list.*.name[0]` the index is one of the resulting list
  const names = steps.filter(({ type }) => type === 'get_attr');
  const indexes = steps.filter(({ type }) => type !== 'get_attr');
  const each = items.map(item => access(item, names, scope));
  return access(each, [...indexes, ...rest], scope);
}

function keyOf(step: SyntaxNode, scope: Scope): unknown {
  const [inner] = childrenOf(step);
  if (step.type === 'get_attr') return inner?.text;
  if (inner?.type === 'legacy_index') return inner.text.replace('.', '');
  const [index] = inner ? childrenOf(inner) : [];
  return index ? evaluate(index, scope) : unknownValue;
}

function evaluateLiteral(node: SyntaxNode, scope: Scope): unknown {
  const [child] = childrenOf(node);
  if (child?.type === 'numeric_lit') return Number(child.text);
  if (child?.type === 'bool_lit') return child.text === 'true';
  if (child?.type === 'null_lit') return null;
  return child ? evaluate(child, scope) : unknownValue;
}

function stringOf(node: SyntaxNode): string {
  return unescape(node.text.slice(1, -1));
}

function evaluateObject(node: SyntaxNode, scope: Scope): Record<string, unknown> {
  const elements = childrenOf(node).filter(({ type }) => type === 'object_elem');
  const entries = elements.map((element): [string, unknown] => {
    const [key, value] = childrenOf(element);
    return [objectKey(key, scope), value ? evaluate(value, scope) : unknownValue];
  });
  return Object.fromEntries(entries);
}

/** A single name is a string here, and not a reference. */
function objectKey(node: SyntaxNode | undefined, scope: Scope): string {
  if (!node) return unknownValue;
  const isName = /^[\p{L}_][\p{L}\d_-]*$/u.test(node.text);
  return isName ? node.text : toText(evaluate(node, scope));
}

function evaluateBinary(node: SyntaxNode, scope: Scope): unknown {
  const at = node.children.findIndex(child => child !== null && !child.isNamed);
  const side = (nodes: (SyntaxNode | null)[]) =>
    nodes.filter(child => child !== null && child.isNamed && child.type !== 'comment') as SyntaxNode[];
  const left = side(node.children.slice(0, at));
  const right = side(node.children.slice(at + 1));
  const operator = node.children[at]?.text ?? '';
  return operate(operator, evaluateSequence(left, scope), () => evaluateSequence(right, scope));
}

function evaluateConditional(node: SyntaxNode, scope: Scope): unknown {
  const [condition, yes, no] = childrenOf(node);
  if (!condition || !yes || !no) return unknownValue;
  const known = toBoolean(evaluate(condition, scope));
  if (known !== undefined) return evaluate(known ? yes : no, scope);
  const [first, second] = [evaluate(yes, scope), evaluate(no, scope)];
  const isSame = !isLazy(first) && !isObject(first) && JSON.stringify(first) === JSON.stringify(second);
  return isSame ? first : unknownValue;
}
