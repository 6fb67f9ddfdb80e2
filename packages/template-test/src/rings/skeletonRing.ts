import path from 'node:path';
import { SKELETON_SAMPLE } from '@goldpath/template';
import { npmProjects } from '../processes/npmProjects.ts';
import { runScripts } from '../processes/runScripts.ts';
import { isDiagnostic, type Ring } from '../ring.ts';

/** The scripts of a skeleton, the fastest first. */
const scripts = ['typecheck', 'lint', 'test'];

/** Runs the scripts of the skeleton where it is located. */
export const skeletonRing: Ring = {
  id: 1,
  title: "the skeleton's own scripts",
  async *run(context) {
    const skeleton = path.join(context.template.dir, 'skeleton');
    for (const project of await npmProjects(skeleton)) {
      const run = { project, scripts, sample: SKELETON_SAMPLE, shown: 'skeleton' };
      for await (const event of runScripts(run, context)) {
        yield event;
        if (isDiagnostic(event)) return;
      }
    }
  },
};
