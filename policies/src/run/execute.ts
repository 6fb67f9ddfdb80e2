import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { ProgramError } from '../programError.ts';
import { isolatedEnvironment, isolatedFlags } from './isolation.ts';
import type { Answer, Execution, StackRun } from './recorded.ts';

/** Limits of an execution. */
export interface ExecuteOptions {
  /** milliseconds after which the program is ended; 60,000 by default */
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** Pulumi's SDK takes most of it: some two thousand resources are the most that a program can have. */
const memoryMegabytes = 1024;

/**
 * Executes a program in a child process and gives what it registered. The child sees neither the environment nor the
 * output of this process; nothing is created anywhere.
 *
 * @throws ProgramError when the program fails, ends early or does not end
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

/** A process that executes one program after another; the packages that they share are loaded once. */
export function startChild(): ChildProcess {
  return fork(path.join(import.meta.dirname, `child${path.extname(import.meta.filename)}`), {
    execArgv: isolatedFlags(memoryMegabytes),
    // the program's own output is nobody's business here: the answer comes over the channel
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: isolatedEnvironment(),
  });
}

/**
 * Executes a program in a child of {@link startChild} that executes no other one now.
 *
 * @throws ProgramError as {@link execute}; the child cannot be used any more then
 */
export async function executeIn(
  child: ChildProcess,
  execution: Execution,
  { timeoutMs = 60_000, signal }: ExecuteOptions = {},
): Promise<StackRun[]> {
  const program = `The program in ${execution.dir}`;
  const settled = new AbortController();
  const answer = new Promise<Answer>((resolve, reject) => {
    const limit = setTimeout(() => {
      reject(
        new ProgramError(`${program} did not end within ${timeoutMs / 1000} s. Look for an endless loop.`),
      );
    }, timeoutMs);
    const cancel = () => reject(new ProgramError(`${program} was stopped before it ended.`));
    const exited = (code: number | null, killed: string | null) => {
      const how =
        killed === 'SIGABRT' ? `used more than ${memoryMegabytes} MB` : `ended by itself (${code ?? killed})`;
      reject(new ProgramError(`${program} ${how} before it was through. Does it call process.exit?`));
    };
    signal?.addEventListener('abort', cancel, { once: true });
    child.once('message', message => resolve(message as Answer));
    child.once('error', reject);
    child.once('exit', exited);
    settled.signal.addEventListener('abort', () => {
      clearTimeout(limit);
      signal?.removeEventListener('abort', cancel);
      child.off('error', reject).off('exit', exited);
    });
    child.send(execution);
  });
  try {
    return runsOf(await answer, execution);
  } finally {
    settled.abort();
  }
}

function runsOf(answer: Answer, { dir }: Execution): StackRun[] {
  if ('failure' in answer) {
    const { stack, message, source, missingPackage, registered } = answer.failure;
    const place = source && {
      file: path.relative(dir, source.file).split(path.sep).join('/'),
      line: source.line,
    };
    if (missingPackage) {
      throw new ProgramError(
        `the package ${missingPackage} is not installed. Run 'npm ci' in ${dir}, or correct the import.`,
        place,
      );
    }
    const count = registered === 1 ? 'one resource' : `${registered} resources`;
    const until = registered > 0 ? ` (after ${count})` : '';
    throw new ProgramError(`the program fails for the stack ${stack}: ${message}${until}`, place);
  }
  const empty = answer.runs.find(({ resources }) =>
    resources.every(({ type }) => type === 'pulumi:pulumi:Stack'),
  );
  if (empty) {
    throw new ProgramError(
      `The program in ${dir} registers no resource for the stack ${empty.stack}: there is nothing to check.`,
    );
  }
  return answer.runs;
}
