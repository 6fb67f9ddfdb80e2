import type { Reference } from './uses.ts';

/** The offsets of a key of a reference, without the quotes of brackets. */
export function keySpan(
  text: string,
  { root, keys, offset }: Reference,
  index: number,
): { start: number; end: number } | undefined {
  let position = offset + root.length;
  for (const [current, key] of keys.entries()) {
    const before = /^\s*(?:\.\s*|\[\s*["']?)/.exec(text.slice(position))?.[0];
    if (before === undefined) return undefined;
    const start = position + before.length;
    if (!text.startsWith(key, start)) return undefined;
    const end = start + key.length;
    if (current === index) return { start, end };
    position = end + (/^["']?\s*\]/.exec(text.slice(end))?.[0].length ?? 0);
  }
  return undefined;
}
