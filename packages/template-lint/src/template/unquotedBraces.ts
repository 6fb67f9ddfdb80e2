import type { Located } from '@goldpath/diagnostics';

/** `{{ parameters.x }}` without quotes, which YAML reads as a map whose key is a map. */
export function isUnquotedExpression({ kind, source, start }: Located): boolean {
  return (
    kind === 'map' &&
    /^\{\{\s*(parameters|steps|secrets|user|each)\b/.test(source.text.slice(start, start + 40))
  );
}

/** The unquoted expressions in a value. */
export function unquotedExpressions(node: Located | undefined): Located[] {
  if (!node) return [];
  if (isUnquotedExpression(node)) return [node];
  return [...[...node.entries.values()].map(({ value }) => value), ...node.items].flatMap(
    unquotedExpressions,
  );
}
