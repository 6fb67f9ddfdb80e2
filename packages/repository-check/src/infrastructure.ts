import path from 'node:path';
import type { Diagnostic, Rule } from '@goldpath/diagnostics';
import { isProgramFile, PROGRAM_FILE } from '@goldpath/program';
import { missingParts } from '@goldpath/template';
import { type Check, type CheckOptions, failed, passed, type Repository } from './check.ts';

const programExecuted: Rule = {
  id: 'program-executed',
  title: 'The infrastructure program runs to its end.',
  why: 'Policies cannot be checked on a program that was not executed.',
  fix: 'Fix the program at the reported line.',
  severity: 'error',
  reference: 'https://www.pulumi.com/docs/iac/languages-sdks/javascript/',
};

const waiversValid: Rule = {
  id: 'waivers-valid',
  title: 'Every waiver is complete, ends within a year, and is for something that fails.',
  why: 'An invalid or unused waiver hides a failure that has no owner.',
  fix: 'Correct policy-waivers.yaml at the reported line:\n  - rule: database-not-public\n    resource: orders\n    reason: The old office reads from it until it has moved.\n    until: 2027-01-31',
  severity: 'error',
};

/** The repository has a Pulumi program when it is declared, and every Pulumi program follows the policies. */
export const infrastructureCheck: Check = {
  title: 'infrastructure',
  rules: [programExecuted, waiversValid],
  async run(repository, options) {
    const { files, contains } = repository;
    const programs = files.filter(isProgramFile).map(file => path.posix.dirname(file));
    const isDeclared = contains.includes('infrastructure');
    const missing = missingParts(isDeclared ? ['infrastructure'] : [], { files, componentTypes: [] });
    const checked = programs.map(folder => checkFolder(repository, folder, options));
    return [...missing.map(({ file }) => missingProgram(file)), ...(await Promise.all(checked)).flat()];
  },
};

function missingProgram(file: string): Diagnostic {
  const folder = path.posix.dirname(file);
  return failed(
    programExecuted,
    { type: 'Pulumi program', name: folder },
    { file, line: 1 },
    {
      message: 'The repository has no infrastructure program, so the policies could not be checked.',
      fix: `Restore the folder ${folder}/ with its ${PROGRAM_FILE}.`,
    },
  );
}

async function checkFolder(
  { dir, contains }: Repository,
  folder: string,
  { signal, stage, onExecuted, execute, sources }: CheckOptions,
): Promise<Diagnostic[]> {
  const { checkProgram, WaiversError } = await import('@goldpath/policies');
  const { EmptyProgramError, ProgramError, UnknownStackError } = await import('@goldpath/program');
  try {
    const diagnostics = await checkProgram(path.join(dir, folder), {
      signal,
      stack: stage,
      sources,
      ...(onExecuted && { onExecuted }),
      ...(execute && { execute }),
    });
    return diagnostics.map(diagnostic => inFolder(folder, diagnostic));
  } catch (error) {
    if (error instanceof WaiversError) return error.diagnostics.map(problem => inFolder(folder, problem));
    if (!(error instanceof ProgramError) || error instanceof UnknownStackError) throw error;
    if (error instanceof EmptyProgramError && !contains.includes('infrastructure'))
      return [emptyProgram(folder)];
    return error.diagnostics.map(problem => notExecuted(folder, inFolder(folder, problem)));
  }
}

/** A program without resources, in a repository that is not required to have any. */
function emptyProgram(folder: string): Diagnostic {
  const location = { file: path.posix.join(folder, PROGRAM_FILE), line: 1 };
  const message = 'The program runs to its end and registers no resource.';
  return passed(programExecuted, { type: 'Pulumi program', name: folder }, location, message);
}

function inFolder(folder: string, diagnostic: Diagnostic): Diagnostic {
  const { location } = diagnostic;
  return { ...diagnostic, location: { ...location, file: path.posix.join(folder, location.file) } };
}

function notExecuted(folder: string, { location, message }: Diagnostic): Diagnostic {
  const fix = 'Fix the program; no policy can be checked before.';
  const program = { type: 'Pulumi program', name: folder };
  const problem = failed(programExecuted, program, location, { message: asSentence(message), fix });
  return { ...problem, verdict: 'unverifiable' };
}

function asSentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}
