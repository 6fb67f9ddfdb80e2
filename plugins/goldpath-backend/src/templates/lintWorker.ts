import path from 'node:path';
import { parentPort } from 'node:worker_threads';
import { lint } from '@goldpath/plugin-goldpath-node/lint';
import type { LintAnswer, LintJob } from './LintThread.ts';

async function answer({ folder, file, actions }: LintJob): Promise<LintAnswer> {
  try {
    const { findings, summary } = await lint([path.join(folder, file)], {
      folder,
      ...(actions && { actions }),
    });
    // the edits that mend are of no use here, and name places of this machine
    const told = findings.map(({ edits: _edits, ...finding }) => finding);
    return { report: { findings: told, summary } };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

parentPort?.on('message', async (job: LintJob) => parentPort?.postMessage(await answer(job)));
