import type { Diagnostic } from '@goldpath/diagnostics';
import { parseTree, type Node } from 'jsonc-parser';
import { parseAllDocuments } from 'yaml';
import { readBlobs } from '../git/blobs.ts';
import { isRegular, readEntries, type TreeEntries } from '../git/trees.ts';
import type { Service } from '../service.ts';

/** A file that an upgrade made out of both sides. */
export interface MergedFile {
  /** the path from the service's folder */
  file: string;
  text: string;
}

/**
 * The files of a merged service that are neither the team's nor the template's.
 *
 * @param rendered - the files of the new render
 */
export async function mergedFiles(
  { root, prefix, entries }: Service,
  tree: string,
  rendered: TreeEntries,
): Promise<MergedFile[]> {
  const merged = [...(await readEntries(root, tree, prefix))].filter(
    ([file, entry]) =>
      isRegular(entry) && ![entries.get(file)?.id, rendered.get(file)?.id].includes(entry.id),
  );
  const contents = await readBlobs(
    root,
    merged.map(([, { id }]) => id),
  );
  return merged.map(([file, { id }]) => ({
    file: file.slice(prefix.length),
    text: contents.get(id)?.toString() ?? '',
  }));
}

/** Conflict markers, repeated keys and syntax errors in merged files: git merges lines and does not know their meaning. */
export function mergedFileProblems(files: readonly MergedFile[]): Diagnostic[] {
  return files.flatMap(({ file, text }) =>
    [markerIn(text), brokenData(file, text)]
      .filter(found => found !== undefined)
      .map(({ at, rule, message }) => ({
        rule,
        severity: 'error',
        location: { file, line: text.slice(0, at).split('\n').length },
        message,
        fix: 'Correct the file on the branch of the upgrade.',
      })),
  );
}

interface Found {
  rule: string;
  /** offset in the text */
  at: number;
  message: string;
}

function markerIn(text: string): Found | undefined {
  const marker = /^(<{7}|>{7}) /m.exec(text);
  if (!marker) return undefined;
  return { rule: 'upgrade-without-markers', at: marker.index, message: 'A conflict marker is left here.' };
}

function brokenData(file: string, text: string): Found | undefined {
  if (file.endsWith('.json')) return brokenJson(text);
  if (!/\.ya?ml$/.test(file)) return undefined;
  const [error] = [...parseAllDocuments(text, { prettyErrors: false, logLevel: 'error' })].flatMap(
    document => document.errors,
  );
  if (!error) return undefined;
  if (error.code === 'DUPLICATE_KEY') return repeated(text, error.pos[0]);
  return { rule: 'upgrade-valid-data', at: error.pos[0], message: `This is not YAML: ${error.message}.` };
}

function repeated(text: string, at: number): Found {
  const key = /^[^\s:]*/.exec(text.slice(at))?.[0] ?? '';
  return { rule: 'upgrade-unique-keys', at, message: `The key ${key} is there twice; both sides added it.` };
}

function brokenJson(text: string): Found | undefined {
  const errors: { offset: number }[] = [];
  const tree = parseTree(text, errors as never, { allowTrailingComma: true });
  const [error] = errors;
  if (error) return { rule: 'upgrade-valid-data', at: error.offset, message: 'This is not JSON.' };
  const second = tree && repeatedKey(tree);
  return second && repeated(text, second.offset);
}

function repeatedKey(node: Node): Node | undefined {
  const known = new Set<unknown>();
  for (const child of node.children ?? []) {
    const [key] = child.children ?? [];
    if (child.type === 'property' && key) {
      if (known.has(key.value)) return key;
      known.add(key.value);
    }
    const deeper = repeatedKey(child);
    if (deeper) return deeper;
  }
  return undefined;
}
