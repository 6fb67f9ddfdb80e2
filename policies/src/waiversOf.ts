import { rules } from './rules.ts';
import { readWaivers, type Waived, type Waiver, waiverFor } from './waivers.ts';

/** The waivers of a program, and the day on which they are read. */
export interface Waivers {
  waivers: readonly Waiver[];
  /** such as `2026-07-01` */
  today: string;
}

/**
 * Reads the waivers of a program for the rules of this package.
 *
 * @param root the folder that contains `policy-waivers.yaml`, if there is one
 * @throws WaiversError with every problem of the file
 */
export async function waiversOf(root: string): Promise<Waivers> {
  const today = new Date().toISOString().slice(0, 10);
  const ids = rules.map(({ id }) => id);
  return { waivers: await readWaivers(root, ids, today), today };
}

/** Whether a waiver accepts a failure today. */
export function isWaived({ waivers, today }: Waivers, failure: Waived): boolean {
  const waiver = waiverFor(waivers, failure);
  return waiver !== undefined && waiver.until >= today;
}
