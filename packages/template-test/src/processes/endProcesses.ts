import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';

/** Whether a child process is the leader of a group, so that its own children can be ended with it. Windows has no groups. */
export const isTree = process.platform !== 'win32';

/** Milliseconds that a process has to end itself, such as to stop its database. */
const GRACE = 5000;

/** Ends a process that was started with `detached: isTree`, and its children: first with SIGTERM, then with SIGKILL. */
export async function endProcesses(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  const isRunning = child.exitCode === null && child.signalCode === null;
  const ended = isRunning ? once(child, 'exit') : Promise.resolve();
  send(child, 'SIGTERM');
  await Promise.race([ended, delay(GRACE, undefined, { ref: false })]);
  send(child, 'SIGKILL');
  await ended;
}

function send(child: ChildProcess, signal: NodeJS.Signals): void {
  if (!isTree || child.pid === undefined) {
    child.kill(signal);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // the whole group has ended
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
