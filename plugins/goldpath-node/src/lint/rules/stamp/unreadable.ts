import type { Report } from '../../rule.ts';
import type { PlainYaml } from '../../template/stampFolder.ts';
import { EFFECT } from './faults.ts';

/** What keeps a file that stamping reads from being read. */
export function unreadable({ problems, second }: PlainYaml): Report[] {
  return [
    ...problems.map(({ place, message }) => ({
      at: place,
      message: `this is no YAML, ${message}: ${EFFECT}`,
      fix: 'Mend the syntax.',
    })),
    ...secondDocument(second),
  ];
}

/** A document too many. */
export function secondDocument(second: PlainYaml['second']): Report[] {
  if (!second) return [];
  const message = `a second document begins here, and goldpath:stamp takes one: ${EFFECT}`;
  return [{ at: second, message, fix: 'Put it into a file of its own.' }];
}
