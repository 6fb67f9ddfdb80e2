import { type Check, rehearsalCheck } from '../tools/checks/check.ts';
import { root } from '../tools/root.mjs';
import { type Part, parts } from './parts.ts';

/** A step of the rehearsal. */
export interface Step {
  check: Check;
  /** whether it runs only when its title is given, since it takes more time than CI has */
  onRequest?: true;
  /** the programs of the machine that it needs */
  needs: readonly Part[];
}

const created = 'create a service in the portal';
const run = 'run the created service';
const build = 'build the engine';
const engine = 'test the engine and its provider';

/** The steps, in the order in which they start. */
export const steps: readonly Step[] = [
  { check: rehearsalCheck(created, '1-create.rehearsal.ts'), needs: [] },
  {
    check: { ...rehearsalCheck(run, '2-run.rehearsal.ts'), after: [created] },
    needs: [parts.shellcheck],
  },
  {
    check: { title: build, cwd: root, command: [process.execPath, 'rehearsal/engine/build.ts'] },
    needs: [parts.go],
  },
  {
    // uses the packages that the pipeline of the created service has installed
    check: { ...rehearsalCheck(engine, '3-engine.rehearsal.ts'), after: [run, build] },
    needs: [parts.go, parts.moto],
  },
  {
    check: { ...rehearsalCheck('deploy the created service', '4-deploy.rehearsal.ts'), after: [engine] },
    needs: [parts.go, parts.moto, parts.aws, parts.registry, parts.skopeo, parts.jq],
  },
  {
    check: { ...rehearsalCheck('change a stage', '8-transitions.rehearsal.ts'), after: [engine] },
    needs: [parts.go, parts.jq],
  },
  {
    check: { ...rehearsalCheck('deploy the portal', '7-portal.rehearsal.ts'), after: [build] },
    needs: [parts.go, parts.moto, parts.aws, parts.registry, parts.skopeo, parts.jq],
  },
  {
    check: { ...rehearsalCheck('deploy the Express service', '10-express.rehearsal.ts'), after: [build] },
    needs: [parts.go, parts.moto, parts.aws, parts.registry, parts.skopeo, parts.jq],
  },
  {
    check: rehearsalCheck('deploy with GitLab', '9-gitlab.rehearsal.ts'),
    onRequest: true,
    needs: [parts.go, parts.moto, parts.aws, parts.registry, parts.skopeo, parts.jq],
  },
  {
    check: rehearsalCheck('operate the created service', '6-operate.rehearsal.ts'),
    onRequest: true,
    needs: [parts.go, parts.moto, parts.aws, parts.registry, parts.skopeo, parts.jq],
  },
  { check: rehearsalCheck('build and start the images', '5-containers.rehearsal.ts'), needs: [] },
  { check: rehearsalCheck('pack and install the packages', '11-packages.rehearsal.ts'), needs: [] },
];
