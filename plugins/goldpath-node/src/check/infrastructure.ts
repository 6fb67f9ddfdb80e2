import path from 'node:path';
import type { CheckResult, ProgramError, WaiversError } from '@goldpath/policies';
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

async function checkFolder(
  dir: string,
  folder: string,
  { signal, stage, onExecuted }: CheckOptions,
): Promise<CheckResult[]> {
  const { checkProgram, ProgramError, UnknownStackError, WaiversError } = await import('@goldpath/policies');
  try {
    const results = await checkProgram(path.join(dir, folder), {
      signal,
      stack: stage,
      ...(onExecuted && { onExecuted }),
    });
    return results.map(result => {
      const file = path.posix.join(folder, result.location.file);
      return { ...result, location: { ...result.location, file } };
    });
  } catch (error) {
    if (!(error instanceof ProgramError) || error instanceof UnknownStackError) throw error;
    if (error instanceof WaiversError)
      return error.problems.map(problem => toResult('waivers-valid', waiverFault(folder, problem)));
    return [{ ...toResult('program-executed', programFault(folder, error)), verdict: 'unverifiable' }];
  }
}

function programFault(folder: string, { message, place }: ProgramError): Found {
  return {
    resource: { type: 'Pulumi program', name: folder },
    file: path.posix.join(folder, place?.file ?? PROGRAM_FILE),
    line: place?.line ?? 1,
    message: asSentence(message),
    remedy: 'Mend the program; no policy can be checked before.',
  };
}

function waiverFault(folder: string, { message, place }: WaiversError['problems'][number]): Found {
  return {
    resource: { type: 'waivers', name: place.file },
    file: path.posix.join(folder, place.file),
    line: place.line,
    message: asSentence(message),
    remedy: 'Correct the waiver; no policy can be checked before.',
  };
}

function asSentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}
