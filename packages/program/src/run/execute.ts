import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { EmptyProgramError, ProgramError } from '../programError.ts';
import { locationIn } from '../subject.ts';
import { isolatedEnvironment, isolatedFlags } from './isolation.ts';
import type { Answer, Execution, StackRun } from './recorded.ts';

/** The limits of an execution. */
export interface ExecuteOptions {
  /** milliseconds after which the program is stopped; 60,000 by default */
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** Pulumi's SDK takes most of it; a program can register about two thousand resources. */
const memoryMegabytes = 1024;

/**
 * Executes a program in a child process and returns the resources that it registers. The child sees neither the environment
 * nor the output of this process; no cloud resource is created.
 *
 * @throws ProgramError when the program fails, exits early or does not end
 */
export async function execute(execution: Execution, options: ExecuteOptions = {}): Promise<StackRun[]> {
  if (options.signal?.aborted)
    throw new ProgramError(`The program in ${execution.dir} was stopped before it began.`);
  const child = startChild();
  try {
    return await executeIn(child, execution, options);
  } finally {
    child.kill('SIGKILL');
  }
}

/** Starts a process that executes one program after another; the packages that they have in common are loaded once. */
export function startChild(): ChildProcess {
  return fork(path.join(import.meta.dirname, `child${path.extname(import.meta.filename)}`), {
    execArgv: isolatedFlags(memoryMegabytes),
    // the program's own output is discarded: the answer comes over the channel
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: isolatedEnvironment(),
  });
}

/**
 * Executes a program in a child of {@link startChild} that executes no other program at the same time.
 *
 * @throws ProgramError as {@link execute} does; the child cannot be used after that
 */
export async function executeIn(
  child: ChildProcess,
  execution: Execution,
  options: ExecuteOptions = {},
): Promise<StackRun[]> {
  return runsOf(await answerOf(child, execution, options), execution);
}

async function answerOf(
  child: ChildProcess,
  execution: Execution,
  { timeoutMs = 60_000, signal }: ExecuteOptions,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const refuse = (problem: string) => reject(new ProgramError(`The program in ${execution.dir} ${problem}`));
  const limit = setTimeout(() => {
    refuse(`did not end within ${timeoutMs / 1000} s. Look for an endless loop.`);
  }, timeoutMs);
  const stop = () => refuse('was stopped before it ended.');
  const receive = (message: unknown) => resolve(message as Answer);
  const exited = (code: number | null, killed: string | null) => {
    if (killed === 'SIGABRT') refuse(`used more than ${memoryMegabytes} MB of memory.`);
    else refuse(`exited before it ended (${code ?? killed}). Does it call process.exit?`);
  };
  signal?.addEventListener('abort', stop, { once: true });
  child.once('message', receive).once('error', reject).once('exit', exited);
  child.send(execution);
  try {
    return await promise;
  } finally {
    clearTimeout(limit);
    signal?.removeEventListener('abort', stop);
    child.off('message', receive).off('error', reject).off('exit', exited);
  }
}

function runsOf({ runs, failure }: Answer, { dir }: Execution): StackRun[] {
  const partial = runs.filter(run => registeredIn(run) > 0);
  if (failure) throw Object.assign(failureError(failure, runs, dir), { partial });
  const empty = runs.find(run => registeredIn(run) === 0);
  if (!empty) return runs;
  const message = `The program in ${dir} registers no resource for the stack ${empty.stack}: there is nothing to check.`;
  throw partial.length === 0 ? new EmptyProgramError(message) : new ProgramError(message);
}

/** The stack itself is a resource that every program registers. */
function registeredIn({ resources }: StackRun): number {
  return resources.filter(({ type }) => type !== 'pulumi:pulumi:Stack').length;
}

function failureError(
  { stack, message, source, missingPackage, hint }: NonNullable<Answer['failure']>,
  runs: readonly StackRun[],
  dir: string,
): ProgramError {
  const location = source && locationIn(dir, source);
  if (missingPackage)
    return new ProgramError(
      `the package ${missingPackage} is not installed. Run 'npm ci' in ${dir}, or correct the import.`,
      location,
    );
  const problem = `the program fails for the stack ${stack}: ${message}`;
  const failed = runs.find(run => run.stack === stack);
  const registered = failed ? registeredIn(failed) : 0;
  const advice = hint === '' ? '' : `. ${hint}`;
  if (registered === 0) return new ProgramError(problem + advice, location);
  const count = registered === 1 ? 'one resource' : `${registered} resources`;
  return new ProgramError(`${problem} (after ${count})${advice}`, location);
}
