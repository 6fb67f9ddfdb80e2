import { describePlan } from '../release/describeChange.ts';
import { ReleaseError } from '../release/repository.ts';
import { incompatibilities } from '../release/incompatibilities.ts';
import { planRelease } from '../release/planRelease.ts';
import { problem, type Ring } from '../ring.ts';

/** Compares the template with its last released version. */
export const releaseRing: Ring = {
  id: 5,
  title: 'compared with the last released version',
  async *run({ template, services }) {
    try {
      const plan = await planRelease(template, { services });
      yield* describePlan(plan).map(note => ({ note }));
      yield* incompatibilities(template, plan);
    } catch (error) {
      if (!(error instanceof ReleaseError)) throw error;
      yield problem('release', 'stamp.yaml', {
        verdict: 'unverifiable',
        message: `The template cannot be compared with its last released version: ${error.message}`,
        fix: 'Run it in the git repository of the template, with its tags.',
      });
    }
  },
};
