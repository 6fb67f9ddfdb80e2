import { scanTags, type Tag } from '../template/skeletonTags.ts';
import type { Dialect } from './nunjucksParser.ts';

/**
 * The least number of characters in a part. The engine searches the rest of a text again after each tag, so its time grows
 * with the square of the length.
 */
const PART_LENGTH = 10_000;

/** Blocks without an end tag. */
const single = /^(else|elif|elseif|include|import|from|extends)$/;

/** Splits a text between tags, outside of blocks, so that each part can be parsed without the others. */
export function independentParts(text: string, dialect: Dialect): string[] {
  if (text.length <= PART_LENGTH) return [text];
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  for (const tag of scanTags(text, dialect)) {
    // the engine stops here
    if (!tag.isClosed) break;
    if (depth === 0 && tag.start - start >= PART_LENGTH) {
      parts.push(text.slice(start, tag.start));
      start = tag.start;
    }
    depth += nesting(tag, text);
    if (depth < 0) break;
  }
  return [...parts, text.slice(start)];
}

/** The change of the depth of blocks; an unknown block counts as one that is never closed. */
function nesting({ kind, name, start, end }: Tag, text: string): number {
  if (kind !== 'block' || single.test(name)) return 0;
  if (name.startsWith('end')) return -1;
  if (name === 'set' && text.slice(start, end).includes('=')) return 0;
  return 1;
}
