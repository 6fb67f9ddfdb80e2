import { type Check, rehearsalCheck } from '../tools/checks/check.ts';
import { type Part, parts } from './parts.ts';

/** A step of the rehearsal. */
export interface Step {
  check: Check;
  /** the programs of the machine that it needs */
  needs: readonly Part[];
}

const created = 'create a service in the portal';
const run = 'run the created service';

/** The steps, in the order in which they start. */
export const steps: readonly Step[] = [
  { check: rehearsalCheck(created, '1-create.rehearsal.ts'), needs: [] },
  {
    check: { ...rehearsalCheck(run, '2-run.rehearsal.ts'), after: [created] },
    needs: [],
  },
  {
    check: { ...rehearsalCheck('deploy the created service', '3-deploy.rehearsal.ts'), after: [run] },
    needs: [parts.go, parts.moto, parts.aws, parts.registry, parts.skopeo, parts.jq],
  },
  { check: rehearsalCheck('build and start the images', '4-containers.rehearsal.ts'), needs: [] },
];
