import { holdsUnknown, isUnknown, unknownValue } from '@goldpath/program';
import { evaluate, type Scope, withVariables } from './evaluate.ts';
import { childrenOf, type SyntaxNode } from './parse.ts';
import { entriesOf, toBoolean, toText } from './values.ts';

/** Evaluates `[for x in xs : ...]` and `{ for k, v in xs : k => v }`. It is unknown when its keys or its length are. */
export function evaluateFor(node: SyntaxNode, scope: Scope): unknown {
  const [loop] = childrenOf(node);
  const parts = loop ? childrenOf(loop) : [];
  const intro = parts.find(({ type }) => type === 'for_intro');
  const condition = parts.find(({ type }) => type === 'for_cond');
  const results = parts.filter(({ type }) => type === 'expression');
  if (!intro) return unknownValue;
  const scopes = scopesOf(intro, scope);
  const kept = scopes && filtered(scopes, condition);
  if (!kept) return unknownValue;
  const [first, second] = results;
  if (!first) return unknownValue;
  if (loop?.type === 'for_tuple_expr') return kept.map(each => evaluate(first, each));
  return second
    ? objectOf(
        kept,
        first,
        second,
        parts.some(({ type }) => type === 'ellipsis'),
      )
    : unknownValue;
}

function scopesOf(intro: SyntaxNode, scope: Scope): Scope[] | undefined {
  const names = childrenOf(intro).filter(({ type }) => type === 'identifier');
  const collection = childrenOf(intro).find(({ type }) => type === 'expression');
  const value = collection ? evaluate(collection, scope) : unknownValue;
  const entries = isUnknown(value) ? undefined : entriesOf(value);
  return entries?.map(([key, item]) =>
    withVariables(
      scope,
      names.map(({ text }) => text),
      key,
      item,
    ),
  );
}

/** Returns `undefined` when it is unknown whether an item is kept. */
function filtered(scopes: Scope[], condition: SyntaxNode | undefined): Scope[] | undefined {
  const [expression] = condition ? childrenOf(condition) : [];
  if (!expression) return scopes;
  const kept = scopes.map(each => toBoolean(evaluate(expression, each)));
  if (kept.includes(undefined)) return undefined;
  return scopes.filter((_each, index) => kept[index]);
}

function objectOf(scopes: readonly Scope[], key: SyntaxNode, value: SyntaxNode, isGrouped: boolean): unknown {
  const object: Record<string, unknown> = {};
  for (const scope of scopes) {
    const name = toText(evaluate(key, scope));
    if (holdsUnknown(name)) return unknownValue;
    const item = evaluate(value, scope);
    if (isGrouped) object[name] = [...((object[name] as unknown[] | undefined) ?? []), item];
    else object[name] = item;
  }
  return object;
}
