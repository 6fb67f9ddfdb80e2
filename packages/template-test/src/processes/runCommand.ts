import { spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { endProcesses, isTree } from './endProcesses.ts';

/** A command of a ring. */
export interface Command {
  cwd: string;
  /** the program and its arguments; no shell reads them */
  command: readonly string[];
  /** absolute path of the file that receives its output */
  log: string;
  signal: AbortSignal;
}

/**
 * Runs a command to its end. When the signal aborts, the command and all its children are ended.
 *
 * @returns its exit code; 127 when it cannot be started, with the reason in the log
 * @throws the signal's reason when it aborts
 */
export async function runCommand({ cwd, command, log, signal }: Command): Promise<number> {
  signal.throwIfAborted();
  const [program = '', ...args] = command;
  await mkdir(path.dirname(log), { recursive: true });
  const output = await open(log, 'a');
  try {
    await output.write(`$ ${command.join(' ')}\n(in ${cwd})\n`);
    const stdio: StdioOptions = ['ignore', output.fd, output.fd];
    const child = spawn(program, args, { cwd, stdio, detached: isTree });
    const end = () => void endProcesses(child);
    signal.addEventListener('abort', end, { once: true });
    try {
      const [code, name] = (await once(child, 'exit')) as [number | null, string | null];
      signal.throwIfAborted();
      if (name) await output.write(`ended by ${name}\n`);
      return code ?? 1;
    } catch (error) {
      signal.throwIfAborted();
      await output.write(`${String(error)}\n`);
      return 127;
    } finally {
      signal.removeEventListener('abort', end);
    }
  } finally {
    await output.close();
  }
}
