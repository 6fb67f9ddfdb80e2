import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from '../root.mjs';
import { childEnvironment, childOptions, endChild, endWithThis } from './children.mjs';
import { SetupError } from './steps.ts';

/** The time after which a portal that does not answer counts as failed. */
const startMilliseconds = 120_000;

/** A portal's backend process. */
export interface Portal {
  url: string;
  process: ChildProcess;
  /** the file of its log */
  log: string;
}

/** The options of {@link startPortal}. */
export interface PortalOptions {
  port: number;
  /** the folder of the SQLite files and the log, created when missing */
  data: string;
  env?: NodeJS.ProcessEnv;
  /** configuration files, later ones override earlier ones; by default those of a developer's machine */
  configs?: readonly string[];
}

/**
 * Returns the port in `PORT`, or 7007.
 *
 * @throws SetupError when it is not a valid port
 */
export function wantedPort(value = process.env.PORT): number {
  const port = Number(value || 7007);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new SetupError(`PORT is '${value}', which is not a port. Use a number from 1 to 65535.`);
}

/** The folder of the portal's data: that in `GOLDPATH_DATA`, or `.data`. */
export const dataFolder = () => path.resolve(root, process.env.GOLDPATH_DATA ?? '.data');

/** @throws SetupError when something listens on the port already */
export async function mustBeFree(port: number): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const fix = `Choose another: PORT=${port + 1} npm start`;
      if (error.code === 'EADDRINUSE')
        reject(new SetupError(`Port ${port} is used by another program. ${fix}`));
      else if (error.code === 'EACCES') reject(new SetupError(`Port ${port} requires privileges. ${fix}`));
      else reject(error);
    });
    probe.listen(port, 'localhost', () => probe.close(() => resolve()));
  });
}

/** The configuration files of a developer's machine; that of GitHub is included when its client id and secret are set. */
export function developmentConfigs(env: NodeJS.ProcessEnv = process.env): string[] {
  const github = env.AUTH_GITHUB_CLIENT_ID && env.AUTH_GITHUB_CLIENT_SECRET;
  return ['app-config.yaml', ...(github ? ['app-config.github.yaml'] : [])];
}

/**
 * Starts the portal's backend and waits until the backend and its frontend answer.
 *
 * @throws SetupError with the first error of its log when it exits before that
 */
export async function startPortal({
  port,
  data,
  env = {},
  configs = developmentConfigs(),
}: PortalOptions): Promise<Portal> {
  await mkdir(data, { recursive: true });
  const log = path.join(data, 'portal.log');
  const sink = createWriteStream(log);
  await once(sink, 'open');
  const script = 'packages/backend/src/index.ts';
  const args = [...childOptions, script, ...configs.flatMap(config => ['--config', config])];
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: childEnvironment({
      ...process.env,
      NODE_ENV: 'development',
      NODE_COMPILE_CACHE: path.join(root, '.cache', 'compiled'),
      PORT: String(port),
      GOLDPATH_DATA: data,
      ...env,
    }),
  });
  endWithThis(child);
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      tail = (tail + chunk.toString()).slice(-20_000);
      sink.write(chunk);
    });
  }
  const portal = { url: `http://localhost:${port}`, process: child, log };
  await untilAnswers(portal, () => tail);
  return portal;
}

async function untilAnswers(portal: Portal, tail: () => string): Promise<void> {
  const { url, process: child, log } = portal;
  const limit = performance.now() + startMilliseconds;
  while (!(await answers(url))) {
    if (performance.now() > limit) {
      await stopPortal(portal);
      throw new SetupError(
        `The portal did not answer within ${startMilliseconds / 1000} s. See its log, and check that packages/app/dist exists: ${log}`,
      );
    }
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new SetupError(`The backend exited while it started: ${lastWord(tail())}\nIts log: ${log}`);
    }
    await wait(100);
  }
}

/** The last line of a program's output, apart from the stack of an error and what Node prints after that. */
export function lastWord(output: string): string {
  const lines = output.split('\n').filter(line => /^\S.*\w/.test(line) && !/^Node\.js v/.test(line));
  return lines.at(-1)?.trim() ?? 'it printed no error';
}

/** Stops a portal and waits until it has exited. */
export async function stopPortal({ process: child }: Portal): Promise<void> {
  await endChild(child);
}

async function answers(url: string): Promise<boolean> {
  for (const address of [`${url}/.backstage/health/v1/readiness`, url]) {
    const status = await fetch(address).then(
      response => response.status,
      () => 0, // it does not listen yet
    );
    if (status !== 200) return false;
  }
  return true;
}
