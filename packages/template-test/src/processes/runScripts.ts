import path from 'node:path';
import { problem, type RingContext, type RingEvent } from '../ring.ts';
import type { NpmProject } from './npmProjects.ts';
import { nonePassed, type PassedScripts } from './passedScripts.ts';
import { runCommand } from './runCommand.ts';

/** Commands of an npm project, and the names for their logs and reports. */
export interface ProjectRun {
  project: NpmProject;
  /** the scripts to run, in this order; those that the project does not have are left out */
  scripts: readonly string[];
  /** the sample that the project is stamped with */
  sample: string;
  /** begins the names of files in reports */
  shown: string;
  /** the scripts that are not run again, and those that pass now */
  passed?: PassedScripts;
}

/**
 * Installs an npm project where that is necessary, then runs its scripts.
 *
 * @returns progress, and a diagnostic for the first command that fails, after which none is run
 */
export async function* runScripts(
  { project, scripts, sample, shown, passed = nonePassed }: ProjectRun,
  { logs, signal }: Pick<RingContext, 'logs' | 'signal'>,
): AsyncGenerator<RingEvent> {
  const present = scripts.filter(script => script in project.scripts);
  const known = present.filter(script => passed.has(script));
  const commands = present.filter(script => !passed.has(script)).map(script => ['npm', 'run', script]);
  if (known.length > 0)
    yield { note: `${known.join(', ')} passed before with the same files (${shown}/${project.name})` };
  if (project.install) commands.unshift(['npm', ...project.install]);
  const file = path.posix.join(shown, project.name, 'package.json');
  for (const command of commands) {
    const words = command.filter(word => !word.startsWith('--'));
    yield { progress: `${sample}: ${words.join(' ')} (${file})` };
    const log = path.join(logs, `${sample}-${slug(project.name)}-${words.at(-1)}.log`);
    const code = await runCommand({ cwd: project.dir, command, log, signal });
    if (code !== 0) {
      yield problem('command', file, {
        subject: { type: 'sample', name: sample },
        message: `\`${words.join(' ')}\` failed with exit code ${code} in the sample ${sample}.`,
        fix: `Read ${log}.`,
      });
      return;
    }
    await passed.add(words.at(-1) ?? '');
  }
}

const slug = (name: string) => (name === '.' ? 'root' : name.replaceAll('/', '-'));
