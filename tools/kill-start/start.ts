import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from '../root.mjs';

/** Milliseconds in which everything that a killed start has started must have ended. */
const endLimit = 20_000;

/** Milliseconds in which a start has to be ready, with an installation and a build. */
const readyLimit = 600_000;

/** A running `npm start` in a group of processes of its own. */
export interface Start {
  /** that it listens on when it is ready */
  port: number;
  /** resolves when npm has exited */
  exited: Promise<unknown>;
  /** returns after this number of milliseconds, or when it has exited */
  runFor(milliseconds: number): Promise<void>;
  kill(signal: NodeJS.Signals, target: 'npm' | 'group'): void;
  /** whether a process of its group runs */
  isRunning(): boolean;
  /** all that it has printed */
  output(): string;
  /** the last step that it has printed */
  step(): string;
}

/** The groups of the starts that have not ended: they do not receive the signals that end this process. */
const groups = new Set<number>();

process.once('exit', () => {
  for (const pid of groups) send(-pid, 'SIGKILL');
});

/** Begins `npm start`. */
export function beginStart(port: number, data: string): Start {
  const child = spawn('npm', ['start'], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PORT: String(port), GOLDPATH_DATA: data },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const pid = child.pid!;
  groups.add(pid);
  return {
    port,
    exited: once(child, 'exit'),
    runFor: milliseconds => runFor(child, milliseconds),
    kill: (signal, target) => void send(target === 'npm' ? pid : -pid, signal),
    isRunning() {
      const running = send(-pid, 0);
      if (!running) groups.delete(pid);
      return running;
    },
    output: () => output,
    step: () => output.split('\n').findLast(line => /^[·✓✗]/.test(line)) ?? 'loading',
  };
}

async function runFor(child: ChildProcess, milliseconds: number): Promise<void> {
  const limit = performance.now() + milliseconds;
  while (performance.now() < limit && child.exitCode === null) await wait(5);
}

/** Sends a signal to a process, or to a group of them; false when there is none. */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** Returns the milliseconds until neither a process nor the port of a start is left; undefined when that takes too long. */
export async function untilGone(start: Start): Promise<number | undefined> {
  const begin = performance.now();
  while (start.isRunning() || (await listens(start.port))) {
    if (performance.now() - begin > endLimit) return undefined;
    await wait(20);
  }
  return Math.round(performance.now() - begin);
}

/** Returns the seconds until a start is ready; undefined when it exits, or when that takes too long. */
export async function untilReady(start: Start): Promise<number | undefined> {
  const begin = performance.now();
  while (!start.output().includes('Goldpath is ready')) {
    if (!start.isRunning() || performance.now() - begin > readyLimit) return undefined;
    await wait(100);
  }
  return Math.round((performance.now() - begin) / 1000);
}

function listens(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, 'localhost', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
