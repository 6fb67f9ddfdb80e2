import path from 'node:path';
import { SKELETON_SAMPLE } from '@goldpath/template';
import { npmProjects } from '../processes/npmProjects.ts';
import { nonePassed, readPassedScripts } from '../processes/passedScripts.ts';
import { runScripts } from '../processes/runScripts.ts';
import type { Ring } from '../ring.ts';
import { merged } from './merged.ts';

/** The scripts of a skeleton, the fastest first. */
const scripts = ['typecheck', 'lint', 'test'];

/**
 * Runs the scripts of the skeleton where it is located: those of one project in order, the projects at the same time. Scripts that
 * have passed with the same files are not run again.
 */
export const skeletonRing: Ring = {
  id: 1,
  title: "the skeleton's own scripts",
  async *run(context) {
    const projects = await npmProjects(path.join(context.template.dir, 'skeleton'));
    const runs = projects.map(async project => {
      const passed = context.repeats
        ? nonePassed
        : await readPassedScripts(project, context.template.skeleton);
      return runScripts({ project, scripts, sample: SKELETON_SAMPLE, shown: 'skeleton', passed }, context);
    });
    yield* merged(await Promise.all(runs));
  },
};
