import type { Reference } from './uses.ts';

/** Where a key of a reference stands in its text, without the quotes of brackets. */
export function keySpan(
  text: string,
  { root, keys, offset }: Reference,
  index: number,
): { start: number; end: number } | undefined {
  let at = offset + root.length;
  for (const [position, key] of keys.entries()) {
    const before = /^\s*(?:\.\s*|\[\s*["']?)/.exec(text.slice(at))?.[0];
    if (before === undefined) return undefined;
    const start = at + before.length;
    if (!text.startsWith(key, start)) return undefined;
    const end = start + key.length;
    if (position === index) return { start, end };
    at = end + (/^["']?\s*\]/.exec(text.slice(end))?.[0].length ?? 0);
  }
  return undefined;
}
