import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { StartError } from '../../src/start-error.ts';

/** A server process that is pinned to the first core. */
export interface MeasuredServer {
  port: number;
  /** CPU seconds that it has used until now, of all its threads, by the scheduler's accounting. */
  cpuSeconds: () => number;
  /** Its memory in MB: of the moment, and the most until now. */
  memory: () => { now: number; most: number };
  stop: () => Promise<void>;
}

/**
 * Pins this process, and the processes that it starts from now on, to all cores but the first.
 * @throws StartError where this cannot be done.
 */
export function leaveFirstCore(): void {
  try {
    execFileSync('taskset', ['-acp', '1-1023', String(process.pid)], { stdio: 'ignore' });
  } catch (cause) {
    throw new StartError('The benchmark needs Linux, the command taskset and two cores.', { cause });
  }
}

/**
 * Starts a server on a free port.
 * @param file - a program that prints a line with `localhost:<port>` once it listens.
 */
export async function startServer(file: string, environment: NodeJS.ProcessEnv): Promise<MeasuredServer> {
  const child = spawn('taskset', ['-c', '0', process.execPath, file], {
    env: { ...process.env, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await listeningPort(child, file);
  return {
    port,
    cpuSeconds: () => cpuSeconds(child.pid!),
    memory: () => memory(child.pid!),
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

/** Reads the whole log, as a container's runtime does: a full pipe would block the server. */
function listeningPort(child: ChildProcess, file: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let printed = '';
  child.stdout!.on('data', (chunk: Buffer) => {
    // Only the beginning: a later line of the log may quote anything.
    if (printed.length < 10_000) printed += String(chunk);
    const port = /localhost:(\d+)/.exec(printed)?.[1];
    if (port !== undefined) resolve(Number(port));
  });
  child.once('exit', () => reject(new StartError(`${file} ended before it listened.`)));
  return promise;
}

function memory(pid: number): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
  return { now: megabytes('VmRSS'), most: megabytes('VmHWM') };
}

/** Returns the CPU seconds that a process has used until now, of all its threads, by the scheduler's accounting. */
export function cpuSeconds(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map(thread =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
  );
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e9;
}
