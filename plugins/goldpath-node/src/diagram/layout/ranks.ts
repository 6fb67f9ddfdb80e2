import type { Flow } from '../drawing.ts';

/**
 * How many arrows lie before each of some items, at most: what calls comes before what is called. An arrow that would
 * close a circle does not count, nor does one to the internet, where everything begins.
 */
export function ranksOf(ids: readonly string[], flows: readonly Flow[]): Map<string, number> {
  const among = new Set(ids);
  const sources = new Map<string, string[]>(ids.map(id => [id, []]));
  for (const { from, to } of flows) if (among.has(from) && to !== 'internet') sources.get(to)?.push(from);
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
