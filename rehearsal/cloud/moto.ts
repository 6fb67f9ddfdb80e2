import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../tools/freePort.ts';

/** A stand-in for AWS's APIs on this machine. */
export interface Cloud {
  url: string;
  /** the variables with which the AWS command line and the SDKs use it */
  env: Record<string, string>;
  stop(): Promise<void>;
}

/**
 * Starts moto (https://docs.getmoto.org), which keeps what is created in memory.
 *
 * @param region - the region of commands that name none
 * @throws Error with its output when it exits instead of answering
 */
export async function startMoto(region: string): Promise<Cloud> {
  const port = await freePort();
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-10_000);
  });
  const url = `http://127.0.0.1:${port}`;
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`moto_server exited with ${child.exitCode}:\n${output}`);
    await wait(100);
  }
  return {
    url,
    env: {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: 'rehearsal',
      AWS_SECRET_ACCESS_KEY: 'rehearsal',
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const answers = (url: string) =>
  fetch(`${url}/moto-api/data.json`).then(
    response => response.ok,
    () => false, // it does not listen yet
  );
