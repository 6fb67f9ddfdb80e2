import process from 'node:process';
import { vi } from 'vitest';
import { runCli } from '../cli.ts';

/** The result of a command. */
export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs the command line in this process, which takes a fraction of the time of a process of its own. Commands must not run at the
 * same time, since they share the working directory and the output.
 *
 * @param cwd - the working directory
 * @param args - the words after the program's name
 * @param environment - additions to the environment
 */
export async function goldpathIn(
  cwd: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const before = process.cwd();
  const output = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map(stream =>
    vi.spyOn(process[stream], 'write').mockImplementation(chunk => {
      output[stream] += String(chunk);
      return true;
    }),
  );
  for (const [name, value] of Object.entries({ DEBUG: '', ...environment })) vi.stubEnv(name, value);
  process.chdir(cwd);
  try {
    return { code: await runCli([...args]), ...output };
  } finally {
    process.chdir(before);
    vi.unstubAllEnvs();
    for (const spy of spies) spy.mockRestore();
  }
}
