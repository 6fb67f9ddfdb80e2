import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '@goldpath/diagnostics';
import type { Tree } from '@goldpath/files';
import { type Answers, MANIFEST_PATH, stampTree, type Template } from '@goldpath/template';
import { problem, type Ring } from '../ring.ts';

/** A scaffolder that runs in this process, with the actions of Goldpath. */
interface Scaffolder {
  dryRun(answers: Answers): Promise<Tree>;
  run(answers: Answers): Promise<Tree>;
  stop(): Promise<void>;
}

/** Runs template.yaml in a scaffolder backend, and compares its result with that of stamping. */
export const scaffolderRing: Ring = {
  id: 3,
  title: 'template.yaml in the scaffolder',
  async *run({ template, samples, logs, signal }) {
    const plugin = await loadPlugin();
    if (plugin instanceof Error) {
      yield problem('scaffolder', 'template.yaml', {
        verdict: 'unverifiable',
        message: `template.yaml was not run: a package of the scaffolder is not installed (${firstLine(plugin)}).`,
        fix: "Run it in Goldpath's repository, or leave this ring out.",
      });
      return;
    }
    const directory = path.join(logs, 'portal');
    await mkdir(directory, { recursive: true });
    yield { progress: 'start the scaffolder' };
    const answers = samples.map(sample => sample.answers);
    const scaffolder: Scaffolder = await plugin.startScaffolder({ dir: template.dir, directory, answers });
    try {
      for (const sample of samples) {
        // one after the other: a true run publishes the name that a dry run expects to be free
        for (const kind of ['dryRun', 'run'] as const) {
          signal.throwIfAborted();
          yield { progress: `${sample.name}: ${names[kind]}` };
          yield* await compared(template, sample, () => scaffolder[kind](sample.answers), names[kind]);
        }
      }
    } finally {
      await scaffolder.stop();
    }
  },
};

const names = { dryRun: 'dry run', run: 'true run' };

async function compared(
  template: Template,
  { name, answers }: Template['samples'][number],
  run: () => Promise<Tree>,
  kind: string,
): Promise<Diagnostic[]> {
  const subject = { type: 'sample', name };
  let tree: Tree;
  try {
    tree = await run();
  } catch (error) {
    return [
      problem('scaffolder', 'template.yaml', {
        subject,
        message: `The ${kind} of template.yaml failed in the sample ${name}: ${(error as Error).message}`,
        fix: 'Correct the step.',
      }),
    ];
  }
  const stamped = stampTree(template, answers);
  const different = [...stamped]
    .filter(([file, { content }]) => !tree.get(file)?.content.equals(content))
    .map(([file]) => file);
  return different.map(file =>
    problem('scaffolder', file === MANIFEST_PATH ? 'template.yaml' : `skeleton/${file}`, {
      subject,
      message: `The ${kind} of template.yaml does not return ${file} as it is stamped in the sample ${name}.`,
      fix: 'Keep the steps from changing stamped files.',
    }),
  );
}

/** The module with the scaffolder, or the error that says which package is not installed. */
async function loadPlugin() {
  try {
    return await import('@goldpath/plugin-scaffolder-backend-module-goldpath/testing');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') return error as Error;
    throw error;
  }
}

const firstLine = ({ message }: Error) => message.split('\n')[0];
