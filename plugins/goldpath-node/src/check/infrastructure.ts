import path from 'node:path';
import type { CheckResult } from '@goldpath/policies';
import { type Check, type CheckOptions, type Found, toResult } from './check.ts';

/** A Pulumi program is known by this file in its folder. */
export const PROGRAM_FILE = 'Pulumi.yaml';

/** Every Pulumi program of the repository keeps the policies, and there is one. */
export const infrastructureCheck: Check = {
  title: 'infrastructure',
  async run({ dir, files }, options) {
    const programs = files.filter(file => path.posix.basename(file) === PROGRAM_FILE).map(path.posix.dirname);
    if (programs.length === 0) {
      const found = {
        resource: { type: 'Pulumi program', name: 'infra' },
        file: `infra/${PROGRAM_FILE}`,
        message: 'The repository has no infrastructure program, so no policy could be checked.',
        remedy: 'Restore the folder infra/ with its Pulumi.yaml.',
      };
      return [toResult('program-executed', found)];
    }
    return (await Promise.all(programs.map(folder => checkFolder(dir, folder, options)))).flat();
  },
};

async function checkFolder(dir: string, folder: string, { signal }: CheckOptions): Promise<CheckResult[]> {
  const { checkProgram, ProgramError } = await import('@goldpath/policies');
  try {
    const results = await checkProgram(path.join(dir, folder), { signal });
    return results.map(result => {
      const file = path.posix.join(folder, result.location.file);
      return { ...result, location: { ...result.location, file } };
    });
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    return [
      { ...toResult('program-executed', programFault(folder, error.message)), verdict: 'unverifiable' },
    ];
  }
}

/** The message of a program's error begins with its place where that is known. */
function programFault(folder: string, text: string): Found {
  const [, file = PROGRAM_FILE, line = '1', message = text] = /^([^\s:]+):(\d+): (.*)$/s.exec(text) ?? [];
  return {
    resource: { type: 'Pulumi program', name: folder },
    file: path.posix.join(folder, file),
    line: Number(line),
    message: message.charAt(0).toUpperCase() + message.slice(1),
    remedy: 'Mend the program; no policy can be checked before.',
  };
}
