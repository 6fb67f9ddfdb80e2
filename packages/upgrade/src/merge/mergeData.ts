import { applyEdits, modify, parse, type ParseError } from 'jsonc-parser';
import { parseDocument } from 'yaml';
import { type KeyChange, type KeyMerge, mergeKeys, type Value } from './mergeKeys.ts';
import type { Versions } from './mergeText.ts';

/**
 * Merges three versions of a JSON file by key, and writes the changes of the template into the team's text, whose format
 * is kept.
 *
 * @param prefer - `theirs`: the template's value where both changed one
 * @returns undefined when a version cannot be parsed, or when both changed a key differently
 */
export function mergeJson(versions: Versions, prefer?: 'theirs'): string | undefined {
  const values = parsed(versions, text => {
    const errors: ParseError[] = [];
    const value = parse(text, errors, { disallowComments: false, allowTrailingComma: true }) as
      Value | undefined;
    return errors.length > 0 ? undefined : value;
  });
  const merge = values && mergeKeys(values, prefer);
  if (!merge || merge.conflicts.length > 0) return undefined;
  return merge.changes.reduce(writeJson, versions.ours);
}

function writeJson(text: string, { path, value, after }: KeyChange): string {
  const insertSpaces = !/^\t/m.test(text);
  const tabSize = /^( +)\S/m.exec(text)?.[1]?.length ?? 2;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const edits = modify(text, [...path], value, {
    formattingOptions: { insertSpaces, tabSize, eol },
    ...(after !== undefined && { getInsertionIndex: keys => keys.indexOf(after) + 1 }),
  });
  return applyEdits(text, edits);
}

/**
 * Merges three versions of a YAML file by key, and writes the changes of the template into the team's document, whose
 * comments are kept.
 *
 * @returns undefined when a version cannot be parsed or has several documents, when both changed a key differently, or
 * when writing the team's document would change its format
 */
export function mergeYaml(versions: Versions): string | undefined {
  const document = parseDocument(versions.ours);
  const write = () => document.toString({ lineWidth: 0, flowCollectionPadding: true });
  if (document.errors.length > 0 || write() !== versions.ours) return undefined;
  const values = parsed(versions, text => {
    const { errors, contents } = parseDocument(text);
    return errors.length > 0 ? undefined : ((contents?.toJSON() ?? null) as Value);
  });
  const merge: KeyMerge | undefined = values && mergeKeys(values);
  if (!merge || merge.conflicts.length > 0) return undefined;
  for (const { path, value } of merge.changes) {
    if (value === undefined) document.deleteIn(path);
    else document.setIn(path, document.createNode(value));
  }
  return write();
}

function parsed(
  versions: Versions,
  parseText: (text: string) => Value | undefined,
): Versions<Value> | undefined {
  const base = parseText(versions.base);
  const ours = parseText(versions.ours);
  const theirs = parseText(versions.theirs);
  if (base === undefined || ours === undefined || theirs === undefined) return undefined;
  return { base, ours, theirs };
}
