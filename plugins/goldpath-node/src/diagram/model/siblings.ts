import type { Drawing, Flow, Item } from '../drawing.ts';
import { sortedPorts } from '../ports.ts';

/** From so many on, items that are alike are drawn as one. */
const fewest = 3;

/** So many items are drawn with their differences; of more those count for alike that differ in details and ports only. */
const most = 60;

/**
 * Draws items as one that are of one kind, lie in the same place and have arrows to and from the same, or from and to
 * items that are alike in turn: ten functions with a queue each become one function and one queue, ten times.
 */
export function joinSiblings(drawing: Drawing): Drawing {
  const exact = joinClasses(drawing, alikeIn(drawing, true));
  return exact.items.length > most ? joinClasses(drawing, alikeIn(drawing, false)) : exact;
}

function joinClasses(drawing: Drawing, classes: ReadonlyMap<string, string>): Drawing {
  const members = new Map<string, Item[]>();
  for (const item of drawing.items) {
    const key = classes.get(item.id) ?? '';
    members.set(key, [...(members.get(key) ?? []), item]);
  }
  const leaders = new Map<string, Item>();
  for (const group of members.values()) {
    const joined = group.length >= fewest ? [joinedOf(group)] : group;
    for (const [index, item] of group.entries()) leaders.set(item.id, joined[index] ?? (joined[0] as Item));
  }
  return {
    ...drawing,
    items: [...new Set(leaders.values())],
    flows: joinFlows(drawing.flows, id => leaders.get(id)?.id ?? id),
  };
}

/** Arrows between the same ends become one with the ports of all. */
function joinFlows(flows: readonly Flow[], leaderId: (id: string) => string): Flow[] {
  const joined = new Map<string, Flow[]>();
  for (const flow of flows) {
    const moved = { ...flow, from: leaderId(flow.from), to: leaderId(flow.to) };
    const key = JSON.stringify([moved.from, moved.to, moved.kind, moved.certain]);
    if (moved.from !== moved.to) joined.set(key, [...(joined.get(key) ?? []), moved]);
  }
  return [...joined.values()].map(all => ({
    ...(all[0] as Flow),
    ports: sortedPorts(all.flatMap(({ ports }) => ports)),
  }));
}

function joinedOf(group: readonly Item[]): Item {
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

/** How the names begin, to the last whole word: `shop-api-…`. */
function commonStem(names: readonly string[]): string {
  const [first = ''] = names;
  let length = 0;
  while (length < first.length && names.every(name => name[length] === first[length])) length += 1;
  const stem = first.slice(0, length).replace(/[^-_./]*$/, '');
  return stem === '' ? `${names[0]}, ${names[1]} …` : `${stem}…`;
}

/**
 * Classes of items: those of one class cannot be told apart by where they lie and what they are joined to.
 *
 * @param isExact whether details and ports count
 */
function alikeIn({ items, flows }: Drawing, isExact: boolean): Map<string, string> {
  let classes = new Map(
    items.map(({ id, kind, label, detail, place, certain, names }) => [
      id,
      // what stands for no resource is like nothing else
      JSON.stringify([kind, label, isExact ? detail : '', place, certain, names.length === 0 ? id : '']),
    ]),
  );
  for (let count = 0; count !== new Set(classes.values()).size;) {
    count = new Set(classes.values()).size;
    const marks = new Map<string, string[]>(items.map(({ id }) => [id, []]));
    for (const { from, to, kind, ports, certain } of flows) {
      const mark = [kind, ...(isExact ? ports : []), String(certain)].join();
      marks.get(from)?.push(`to ${mark} ${classes.get(to) ?? to}`);
      marks.get(to)?.push(`from ${mark} ${classes.get(from) ?? from}`);
    }
    const keys = items.map(({ id }) => JSON.stringify([classes.get(id), [...new Set(marks.get(id))].sort()]));
    const numbers = new Map([...new Set(keys)].map((key, index) => [key, `class ${index}`]));
    classes = new Map(items.map(({ id }, index) => [id, numbers.get(keys[index] ?? '') ?? '']));
  }
  return classes;
}
