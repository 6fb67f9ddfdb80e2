import { type Check, rehearsalCheck } from '../tools/checks/check.ts';
import type { Part } from './parts.ts';

/** A step of the rehearsal. */
export interface Step {
  check: Check;
  /** the programs of the machine that it needs */
  needs: readonly Part[];
}

const created = 'create a service in the portal';

/** The steps, in the order in which they start. */
export const steps: readonly Step[] = [
  { check: rehearsalCheck(created, '1-create.rehearsal.ts'), needs: [] },
  {
    check: { ...rehearsalCheck('run the created service', '2-run.rehearsal.ts'), after: [created] },
    needs: [],
  },
];
