import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { endProcesses, isTree } from './endProcesses.ts';

/** A service that was started. */
export interface RunningService {
  /** URL without a slash at its end */
  address: string;
  isRunning: () => boolean;
  stop: () => Promise<void>;
}

/**
 * Starts the service of an npm project by a script, on a free port that it reads from PORT.
 *
 * @param log - absolute path of the file that receives its output
 */
export async function startService(dir: string, script: string, log: string): Promise<RunningService> {
  const port = await freePort();
  const output = await open(log, 'a');
  const child = spawn('npm', ['run', script], {
    cwd: dir,
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', output.fd, output.fd],
    detached: isTree,
  });
  let hasEnded = false;
  child.on('exit', () => (hasEnded = true));
  child.on('error', () => (hasEnded = true));
  const stop = async () => {
    await endProcesses(child);
    await output.close();
  };
  return { address: `http://127.0.0.1:${port}`, isRunning: () => !hasEnded, stop };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
