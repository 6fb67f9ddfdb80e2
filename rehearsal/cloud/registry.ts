import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../tools/freePort.ts';

/** A container registry on this machine. */
export interface Registry {
  port: number;
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts Debian's docker-registry.
 *
 * @param folder - an existing folder for its configuration and its images
 */
export async function startRegistry(folder: string): Promise<Registry> {
  const port = await freePort();
  const config = path.join(folder, 'registry.yml');
  const storage = { filesystem: { rootdirectory: path.join(folder, 'images') }, delete: { enabled: true } };
  const settings = { version: 0.1, storage, http: { addr: `127.0.0.1:${port}` } };
  await writeFile(config, JSON.stringify(settings));
  const child = spawn('docker-registry', ['serve', config], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`docker-registry exited with ${child.exitCode}.`);
    await wait(50);
  }
  return {
    port,
    url,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const answers = (url: string) =>
  fetch(`${url}/v2/`).then(
    response => response.ok,
    () => false, // it does not listen yet
  );
