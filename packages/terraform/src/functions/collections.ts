import { isDeepStrictEqual } from 'node:util';
import { holdsUnknown, isUnknown, unknownValue } from '@goldpath/program';
import { at, EvaluationError, isLazy, isObject, toBoolean, toText } from '../hcl/values.ts';
import type { TerraformFunction } from './call.ts';

const lists = (args: unknown[]) => args.map(list);

function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  if (value === null || value === undefined) return [];
  throw new EvaluationError('a list is needed');
}

function map(value: unknown): Record<string, unknown> {
  if (isObject(value)) return value;
  if (value === null || value === undefined) return {};
  throw new EvaluationError('a map is needed');
}

/** Returns a list without repeated items. */
export function distinct(items: readonly unknown[]): unknown[] {
  return items.filter(
    (item, index) =>
      items.findIndex(other => other === item || (!isLazy(item) && isDeepStrictEqual(other, item))) === index,
  );
}

function includes(items: readonly unknown[], item: unknown): boolean {
  return items.some(each => isDeepStrictEqual(each, item));
}

/** An unknown part of the arguments could be any item. */
function contains([items, item]: unknown[]): unknown {
  const known = list(items);
  if (includes(known, item) && !isUnknown(item)) return true;
  return holdsUnknown(known) || holdsUnknown(item) ? unknownValue : false;
}

function flatten(value: unknown): unknown[] {
  return list(value).flatMap(item => (Array.isArray(item) ? flatten(item) : [item]));
}

function merge(args: unknown[]): unknown {
  if (args.some(isUnknown)) return unknownValue;
  return Object.assign({}, ...args.map(map)) as unknown;
}

function lookup([values, key, fallback]: unknown[]): unknown {
  if (isUnknown(values) || isUnknown(key)) return unknownValue;
  const found = map(values)[toText(key)];
  if (found !== undefined) return found;
  if (Object.keys(map(values)).some(holdsUnknown)) return unknownValue;
  if (fallback === undefined) throw new EvaluationError(`there is no ${toText(key)}`);
  return fallback;
}

function element([items, index]: unknown[]): unknown {
  const known = list(items);
  if (known.length === 0) throw new EvaluationError('the list is empty');
  return isUnknown(index) ? unknownValue : known[Number(index) % known.length];
}

function coalesce(args: unknown[]): unknown {
  const found = args.find(item => item !== null && item !== '');
  if (found === undefined) throw new EvaluationError('no argument of coalesce has a value');
  return found;
}

function coalesceLists(args: unknown[]): unknown {
  const found = args.find(item => isUnknown(item) || list(item).length > 0);
  if (found === undefined) throw new EvaluationError('no argument of coalescelist has an item');
  return found;
}

function one([items]: unknown[]): unknown {
  return list(items)[0] ?? null;
}

function setProduct(args: unknown[]): unknown {
  if (args.some(isUnknown)) return unknownValue;
  return lists(args).reduce<unknown[][]>(
    (rows, items) => rows.flatMap(row => items.map(item => [...row, item])),
    [[]],
  );
}

function zip([keys, values]: unknown[]): unknown {
  if (isUnknown(values) || holdsUnknown(keys)) return unknownValue;
  return Object.fromEntries(list(keys).map((key, index) => [toText(key), list(values)[index]]));
}

function every([items]: unknown[]): unknown {
  const known = list(items).map(toBoolean);
  if (known.includes(false)) return false;
  return known.includes(undefined) ? unknownValue : true;
}

function some([items]: unknown[]): unknown {
  const known = list(items).map(toBoolean);
  if (known.includes(true)) return true;
  return known.includes(undefined) ? unknownValue : false;
}

function lengthOf([value]: unknown[]): number {
  if (typeof value === 'string') return value.length;
  return Array.isArray(value) ? value.length : Object.keys(map(value)).length;
}

function range(args: unknown[]): number[] {
  const [first = 0, second, step = 1] = args.map(Number);
  const [start, end] = second === undefined ? [0, first] : [first, second];
  const count = Math.min(Math.max(0, Math.ceil((end - start) / step)), 1024);
  return Array.from({ length: count }, (_item, index) => start + index * step);
}

function chunks([items, size]: unknown[]): unknown[][] {
  const [known, length] = [list(items), Number(size)];
  return Array.from({ length: Math.ceil(known.length / length) }, (_chunk, index) =>
    known.slice(index * length, (index + 1) * length),
  );
}

/** Lists, sets and maps. Sets are lists without repeated items. */
export const collectionFunctions: Record<string, TerraformFunction> = {
  alltrue: { keepsUnknown: true, call: every },
  anytrue: { keepsUnknown: true, call: some },
  chunklist: { keepsUnknown: true, call: chunks },
  coalesce: { keepsUnknown: true, call: coalesce },
  coalescelist: { keepsUnknown: true, call: coalesceLists },
  compact: {
    keepsUnknown: true,
    call: ([items]) => list(items).filter(item => item !== null && item !== ''),
  },
  concat: {
    keepsUnknown: true,
    call: args => (args.some(isUnknown) ? unknownValue : lists(args).flat()),
  },
  contains: { keepsUnknown: true, call: contains },
  distinct: { keepsUnknown: true, call: ([items]) => distinct(list(items)) },
  element: { keepsUnknown: true, call: element },
  flatten: {
    keepsUnknown: true,
    call: ([items]) => (list(items).some(isUnknown) ? unknownValue : flatten(items)),
  },
  index: { call: ([items, item]) => list(items).findIndex(each => isDeepStrictEqual(each, item)) },
  keys: { keepsUnknown: true, call: ([values]) => Object.keys(map(values)).sort() },
  length: { keepsUnknown: true, call: lengthOf },
  lookup: { keepsUnknown: true, call: lookup },
  merge: { keepsUnknown: true, call: merge },
  one: { keepsUnknown: true, call: one },
  range: { call: range },
  reverse: { keepsUnknown: true, call: ([items]) => list(items).toReversed() },
  setintersection: {
    call: ([first, ...others]) =>
      list(first).filter(item => lists(others).every(other => includes(other, item))),
  },
  setproduct: { keepsUnknown: true, call: setProduct },
  setsubtract: { call: ([items, removed]) => list(items).filter(item => !includes(list(removed), item)) },
  setunion: {
    keepsUnknown: true,
    call: args => (args.some(isUnknown) ? unknownValue : distinct(lists(args).flat())),
  },
  slice: { keepsUnknown: true, call: ([items, from, to]) => list(items).slice(Number(from), Number(to)) },
  sort: { call: ([items]) => list(items).map(String).sort() },
  values: {
    keepsUnknown: true,
    call: ([values]) =>
      Object.keys(map(values))
        .sort()
        .map(key => at(values, key)),
  },
  zipmap: { keepsUnknown: true, call: zip },
};
