import { isDeepStrictEqual } from 'node:util';
import type { Versions } from './mergeText.ts';

/** A value of JSON or YAML. */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };

/** The keys that lead to a value. */
export type KeyPath = readonly string[];

/** A change of the template to write into the team's version; without a value the key is removed. */
export interface KeyChange {
  path: KeyPath;
  value?: Value;
  /** for a new key: the one before it in the template, when there is one */
  after?: string;
}

/** The changes of the template that the team's version needs, and the keys that both changed differently. */
export interface KeyMerge {
  changes: KeyChange[];
  conflicts: KeyPath[];
}

type Mapping = Record<string, Value>;

/**
 * Merges three versions of data by key. A key that both sides add with the same value is there once. Lists are values as
 * a whole.
 *
 * @param prefer - `theirs`: the template's value where both changed one; a conflict without it
 */
export function mergeKeys(versions: Versions<Value>, prefer?: 'theirs'): KeyMerge {
  const merge: KeyMerge = { changes: [], conflicts: [] };
  const { base, ours, theirs } = versions;
  if (isMapping(base) && isMapping(ours) && isMapping(theirs)) {
    compare({ base, ours, theirs }, [], merge);
  } else if (!isDeepStrictEqual(base, theirs) && !isDeepStrictEqual(ours, theirs)) {
    merge.conflicts.push([]);
  }
  if (prefer === 'theirs') {
    for (const path of merge.conflicts.splice(0)) {
      const value = path.reduce<Value | undefined>(
        (at, key) => (isMapping(at) ? own(at, key) : undefined),
        theirs,
      );
      merge.changes.push({ path, ...(value !== undefined && { value }) });
    }
  }
  return merge;
}

function compare({ base, ours, theirs }: Versions<Mapping>, at: KeyPath, merge: KeyMerge): void {
  const keys = new Set([...Object.keys(theirs), ...Object.keys(base)]);
  for (const key of keys) {
    const path = [...at, key];
    const before = own(base, key);
    const mine = own(ours, key);
    const other = own(theirs, key);
    if (isDeepStrictEqual(before, other) || isDeepStrictEqual(mine, other)) continue;
    if (isMapping(mine) && isMapping(other)) {
      compare({ base: isMapping(before) ? before : {}, ours: mine, theirs: other }, path, merge);
    } else if (!isDeepStrictEqual(before, mine)) {
      merge.conflicts.push(path);
    } else if (other === undefined) {
      merge.changes.push({ path });
    } else {
      const after = before === undefined ? previousKey(theirs, key, ours) : undefined;
      merge.changes.push({ path, value: other, ...(after !== undefined && { after }) });
    }
  }
}

/** The closest key in front of a key that the other mapping has, too. */
function previousKey(mapping: Mapping, key: string, other: Mapping): string | undefined {
  const keys = Object.keys(mapping);
  return keys.slice(0, keys.indexOf(key)).findLast(candidate => own(other, candidate) !== undefined);
}

function own(mapping: Mapping, key: string): Value | undefined {
  return Object.hasOwn(mapping, key) ? mapping[key] : undefined;
}

function isMapping(value: Value | undefined): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
