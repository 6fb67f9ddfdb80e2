import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { x } from 'tinyexec';
import { freePort } from '../freePort.ts';
import { startPostgres } from '../postgres.ts';
import { root } from '../root.mjs';
import { endChild } from '../setup/children.mjs';

const skeletonOf = (id: string) => path.join(root, 'templates', id, 'skeleton');

/** The folders of the service and of its website. */
export const service = skeletonOf('prompt-library-service');
export const website = skeletonOf('prompt-library-web');

/** A program that answers HTTP requests. */
export interface Server {
  url: string;
  stop: () => Promise<void>;
}

/**
 * Starts a program, and waits until it prints that it can be reached.
 *
 * @param ready - matches a part of that line
 * @throws Error with the output when the program ends before
 */
export async function startServer(
  args: readonly string[],
  { cwd, env, ready }: { cwd: string; env: NodeJS.ProcessEnv; ready: RegExp },
): Promise<() => Promise<void>> {
  const running = spawn(process.execPath, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: running.stdout })) {
    lines.push(line);
    if (ready.test(line)) {
      // its log is read to the end, otherwise it would wait
      running.stdout.resume();
      return () => endChild(running);
    }
  }
  throw new Error(`${args.join(' ')} did not start:\n${lines.join('\n')}`);
}

/**
 * Starts the service of the template on a new database. Its packages must be installed.
 *
 * @param prepare - is called with the environment of the service before it starts
 */
export async function startPromptLibrary(
  prepare: (env: NodeJS.ProcessEnv) => Promise<void> = () => Promise.resolve(),
): Promise<Server> {
  const postgres = await startPostgres();
  try {
    await postgres.createDatabase('app');
    const { user, password, host, port: databasePort } = postgres;
    const port = await freePort();
    const env = {
      PORT: String(port),
      DATABASE_URL: `postgresql://${user}:${password}@${host}:${databasePort}/app`,
      // all users of the tests have one address
      RATE_LIMIT_PER_MINUTE: '100000',
    };
    await x(process.execPath, ['dev/generate.ts'], { throwOnError: true, nodeOptions: { cwd: service } });
    await prepare(env);
    const stop = await startServer(['src/server.ts'], { cwd: service, env, ready: /listening on/ });
    return { url: `http://localhost:${port}`, stop: () => stop().finally(postgres.stop) };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}
