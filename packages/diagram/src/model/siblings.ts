import type { Drawing, Flow, Item } from '../elements.ts';
import { sortedPorts } from '../ports.ts';

/** The number of items that are drawn as one when they are alike. */
const MIN_SIBLINGS = 3;

/** In a drawing with more items, differences in details and ports are ignored. */
const MAX_DISTINCT_ITEMS = 60;

/**
 * Merges items of the same kind and place whose arrows connect them to the same items, or to items that are alike in turn:
 * ten functions with a queue each become one function and one queue.
 */
export function joinSiblings(drawing: Drawing): Drawing {
  const exact = joinClasses(drawing, classesOf(drawing, true));
  if (exact.items.length <= MAX_DISTINCT_ITEMS) return exact;
  return joinClasses(drawing, classesOf(drawing, false));
}

function joinClasses(drawing: Drawing, classes: ReadonlyMap<string, string>): Drawing {
  const leaders = new Map<string, Item>();
  for (const group of Map.groupBy(drawing.items, ({ id }) => classes.get(id)).values()) {
    const joined = joinedItem(group);
    for (const item of group) leaders.set(item.id, group.length < MIN_SIBLINGS ? item : joined);
  }
  return {
    ...drawing,
    items: [...new Set(leaders.values())],
    flows: joinFlows(drawing.flows, id => leaders.get(id)?.id ?? id),
  };
}

/** Arrows between the same items become one with the ports of all. */
function joinFlows(flows: readonly Flow[], leaderId: (id: string) => string): Flow[] {
  const moved = flows
    .map(flow => ({ ...flow, from: leaderId(flow.from), to: leaderId(flow.to) }))
    .filter(({ from, to }) => from !== to);
  const joined = Map.groupBy(moved, ({ from, to, kind, certain }) =>
    JSON.stringify([from, to, kind, certain]),
  );
  return [...joined.values()].map(alike => ({
    ...(alike[0] as Flow),
    ports: sortedPorts(alike.flatMap(({ ports }) => ports)),
  }));
}

function joinedItem(group: readonly Item[]): Item {
  const first = group[0] as Item;
  const names = group.flatMap(item => item.names);
  const isSame = group.every(({ detail }) => detail === first.detail);
  return {
    ...first,
    label: `${names.length} × ${first.label}`,
    name: commonStem(names),
    detail: isSame ? first.detail : '',
    names,
  };
}

/** The common beginning of names, up to the last whole word: `shop-api-…`. */
function commonStem(names: readonly string[]): string {
  const [first = ''] = names;
  let length = 0;
  while (length < first.length && names.every(name => name[length] === first[length])) length += 1;
  const stem = first.slice(0, length).replace(/[^-_./]*$/, '');
  return stem === '' ? `${names[0]}, ${names[1]} …` : `${stem}…`;
}

/**
 * Returns the class of each item by id. Items of one class have the same kind and place, and the same arrows to and from
 * classes: the classes are refined until their number no longer grows.
 *
 * @param isExact whether details and ports count
 */
function classesOf({ items, flows }: Drawing, isExact: boolean): Map<string, string> {
  let classes = new Map(items.map(item => [item.id, propertiesOf(item, isExact)]));
  let count = 0;
  while (count !== new Set(classes.values()).size) {
    count = new Set(classes.values()).size;
    classes = refined(classes, items, flows, isExact);
  }
  return classes;
}

function propertiesOf(item: Item, isExact: boolean): string {
  const { id, kind, label, detail, place, certain, names } = item;
  // an item that represents no resource is unlike any other
  return JSON.stringify([kind, label, isExact ? detail : '', place, certain, names.length === 0 ? id : '']);
}

function refined(
  classes: ReadonlyMap<string, string>,
  items: readonly Item[],
  flows: readonly Flow[],
  isExact: boolean,
): Map<string, string> {
  const arrows = new Map(items.map(({ id }) => [id, new Set<string>()]));
  for (const { from, to, kind, ports, certain } of flows) {
    const arrow = [kind, ...(isExact ? ports : []), String(certain)].join();
    arrows.get(from)?.add(`to ${arrow} ${classes.get(to) ?? to}`);
    arrows.get(to)?.add(`from ${arrow} ${classes.get(from) ?? from}`);
  }
  const keyOf = ({ id }: Item) => JSON.stringify([classes.get(id), [...(arrows.get(id) ?? [])].sort()]);
  const keys = items.map(keyOf);
  const numbers = new Map([...new Set(keys)].map((key, index) => [key, `class ${index}`]));
  return new Map(items.map(({ id }, index) => [id, numbers.get(keys[index] ?? '') ?? '']));
}
