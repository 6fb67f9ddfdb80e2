import { existsSync } from 'node:fs';
import path from 'node:path';
import { checksOfChange, localChecks } from './checks/localChecks.ts';
import { printChecks } from './checks/print.ts';
import { writeLintProject } from './checks/writeLintProject.ts';
import { root } from './root.mjs';
import { installDependencies } from './setup/install.ts';
import { runQuietly } from './setup/process.ts';
import { exitOn, SetupError, step, UsageError } from './setup/steps.ts';

/** `npm run check [-- --changed]`: the checks without processes and servers, of everything or of the changes since HEAD. */
async function check(option?: string): Promise<void> {
  if (option !== undefined && option !== '--changed')
    throw new UsageError(`Unknown option '${option}'. Usage: npm run check [-- --changed]`);
  await step('dependencies', progress => installDependencies('everything', progress));
  if (option === undefined) return printChecks(localChecks());
  const files = await changedFiles();
  if (files.length === 0) {
    process.stdout.write('No file has changed since HEAD.\n');
    return;
  }
  await writeLintProject(root, files);
  await printChecks(checksOfChange(files));
}

/** The files that differ from HEAD, without deleted ones, and those that git does not track yet. */
async function changedFiles(): Promise<string[]> {
  const git = async (...args: string[]) => {
    const { code, output } = await runQuietly('git', args, { cwd: root });
    if (code !== 0) throw new SetupError(`git ${args.join(' ')} failed: ${output}`);
    return output.split('\n');
  };
  const changed = await git('-c', 'core.quotePath=false', 'diff', '--name-only', '--no-renames', 'HEAD');
  const untracked = await git('-c', 'core.quotePath=false', 'ls-files', '--others', '--exclude-standard');
  return [...changed, ...untracked].filter(file => file !== '' && existsSync(path.join(root, file)));
}

check(process.argv[2]).catch(exitOn);
