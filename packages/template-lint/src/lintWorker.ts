import path from 'node:path';
import { parentPort } from 'node:worker_threads';
import type { Action } from './actions/actions.ts';
import { lint, type LintReport } from './lint.ts';

/** The message to the worker: the template to lint. */
export interface LintJob {
  /** absolute path; diagnostics name files relative to it, and no file outside of it is read */
  folder: string;
  /** name of the template.yaml in it */
  file: string;
  /** the actions of the portal; by default those of the plugins that the lint knows */
  actions?: Action[];
}

/** The worker's answer to a {@link LintJob}. */
export type LintAnswer = { report: LintReport } | { error: string };

async function answer({ folder, file, actions }: LintJob): Promise<LintAnswer> {
  try {
    const { diagnostics, ...rest } = await lint([path.join(folder, file)], {
      folder,
      ...(actions && { actions }),
    });
    // edits have absolute paths, and only a process on this machine can apply them
    const withoutEdits = diagnostics.map(({ edits: _, ...diagnostic }) => diagnostic);
    return { report: { ...rest, diagnostics: withoutEdits } };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

parentPort?.on('message', (job: LintJob) => {
  void answer(job).then(result => parentPort?.postMessage(result));
});
