import type { Flow } from '../elements.ts';

/**
 * Returns the rank of each item: the length of the longest path of arrows that leads to it, so that callers come before the
 * items that they call. An arrow that closes a cycle does not count, nor does an arrow to the internet.
 */
export function ranksOf(ids: readonly string[], flows: readonly Flow[]): Map<string, number> {
  const included = new Set(ids);
  const sources = new Map<string, string[]>(ids.map(id => [id, []]));
  for (const { from, to } of flows) if (included.has(from) && to !== 'internet') sources.get(to)?.push(from);
  const ranks = new Map<string, number>();
  const open = new Set<string>();
  const rankOf = (id: string): number => {
    const known = ranks.get(id);
    if (known !== undefined) return known;
    if (open.has(id)) return -1;
    open.add(id);
    const rank = Math.max(-1, ...(sources.get(id) ?? []).map(rankOf)) + 1;
    open.delete(id);
    ranks.set(id, rank);
    return rank;
  };
  for (const id of ids) rankOf(id);
  return ranks;
}
