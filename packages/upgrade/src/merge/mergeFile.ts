import path from 'node:path';
import { LOCKFILE } from '../verify/lockfiles.ts';
import { mergeJson, mergeYaml } from './mergeData.ts';
import { mergeText, type MergedText, type Versions } from './mergeText.ts';

/**
 * Merges three versions of a file: JSON and YAML by key where that is possible, otherwise by lines.
 *
 * @returns undefined for binary files that both sides changed
 */
export function mergeFile(file: string, versions: Versions<Buffer>): MergedText | undefined {
  const { base, ours, theirs } = versions;
  if ([base, ours, theirs].some(isBinary)) return undefined;
  const texts = { base: base.toString(), ours: ours.toString(), theirs: theirs.toString() };
  // versions that clash are resolved by npm, when the merged lockfile is compared with package.json
  const lockfile = path.posix.basename(file) === LOCKFILE ? mergeJson(texts, 'theirs') : undefined;
  if (lockfile !== undefined) return { text: lockfile, conflicts: 0 };
  const byLines = mergeText(texts);
  const byKeys = mergeByKeys(file, texts);
  // keys also find what both sides add at different lines
  if (byKeys !== undefined && (file.endsWith('.json') || byLines.conflicts > 0))
    return { text: byKeys, conflicts: 0 };
  return byLines;
}

function mergeByKeys(file: string, texts: Versions): string | undefined {
  if (file.endsWith('.json')) return mergeJson(texts);
  if (/\.ya?ml$/.test(file)) return mergeYaml(texts);
  return undefined;
}

/** Whether git takes the content for binary: a zero byte in its first 8,000 bytes. */
export function isBinary(content: Buffer): boolean {
  return content.subarray(0, 8000).includes(0);
}
