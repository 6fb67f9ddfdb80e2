import { checkProgram } from '@goldpath/policies';
import { ProgramError } from '@goldpath/program';

/** The rules that fail for each program, by its folder; a program that cannot be executed counts as detected. */
export async function failedPolicies(dirs: string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const dir of dirs) found.set(dir, await failedRules(dir));
  return found;
}

async function failedRules(dir: string): Promise<string[]> {
  try {
    const results = await checkProgram(dir);
    const failed = results.filter(({ verdict }) => verdict === 'fail' || verdict === 'unverifiable');
    return [...new Set(failed.map(({ rule }) => `policy ${rule}`))];
  } catch (error) {
    if (error instanceof ProgramError) return ['the program does not run'];
    throw error;
  }
}
