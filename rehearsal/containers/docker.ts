import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { x } from 'tinyexec';
import { SetupError } from '../../tools/setup/steps.ts';

const debianPackages = ['docker.io', 'docker-compose', 'debootstrap', 'busybox-static'];

/** The time that the daemon may take to answer. */
const startMilliseconds = 30_000;

/** The time that a build may take; the portal's takes two to six minutes. */
const commandMilliseconds = 20 * 60_000;

/** The result of a command. */
export interface Result {
  code: number;
  /** standard output, then standard error */
  output: string;
}

/** A Docker daemon, and the two command lines that use it. */
export interface Docker {
  /** Runs `docker`. */
  run(...args: string[]): Promise<Result>;
  /**
   * Runs `docker` and returns its output.
   *
   * @throws SetupError with the end of the output when it fails
   */
  mustRun(...args: string[]): Promise<string>;
  /** Runs `docker-compose` with variables in its environment. */
  compose(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Result>;
  stop(): Promise<void>;
}

/**
 * Starts a daemon with data of its own, or uses the one at hand. Installs the programs on Debian as root.
 *
 * @param cache - the folder that keeps images and build caches between runs
 * @throws SetupError with the missing part
 */
export async function startDocker(cache: string): Promise<Docker> {
  // the daemon's folder on Debian, which the PATH of a plain user or of a service lacks
  process.env.PATH = `${process.env.PATH}${path.delimiter}/usr/sbin`;
  installPrograms();
  const atHand = await x('docker', ['info']);
  if (atHand.exitCode === 0) return commands({}, () => Promise.resolve());
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-docker-'));
  await mkdir(cache, { recursive: true });
  const socket = `unix://${folder}/docker.sock`;
  const logFile = path.join(folder, 'dockerd.log');
  const log = openSync(logFile, 'a');
  const daemon = spawn(
    'dockerd',
    [
      ...['--host', socket, '--data-root', path.join(cache, 'docker')],
      ...['--exec-root', path.join(folder, 'exec'), '--pidfile', path.join(folder, 'docker.pid')],
    ],
    { stdio: ['ignore', log, log] },
  );
  const ended = once(daemon, 'exit');
  const stop = async () => {
    daemon.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const docker = commands({ DOCKER_HOST: socket }, stop);
  const limit = performance.now() + startMilliseconds;
  while ((await docker.run('info')).code !== 0) {
    if (daemon.exitCode === null && performance.now() < limit) {
      await wait(200);
      continue;
    }
    const lines = (await readFile(logFile, 'utf8')).trim().split('\n').slice(-3).join('\n');
    await stop();
    throw new SetupError(
      `The Docker daemon did not start. Start one, or run as root of a machine that allows it. Its log:\n${lines}`,
    );
  }
  return docker;
}

function installPrograms(): void {
  const isInstalled = (program: string) => spawnSync('which', [program]).status === 0;
  if (['dockerd', 'docker', 'docker-compose', 'debootstrap', 'busybox'].every(isInstalled)) return;
  const fix = `Install them: apt-get install ${debianPackages.join(' ')}`;
  if (!isInstalled('apt-get') || process.getuid?.() !== 0)
    throw new SetupError(`Docker, docker-compose and debootstrap are needed. ${fix}`);
  const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  spawnSync('apt-get', ['update'], options);
  const install = ['install', '-y', '--no-install-recommends', ...debianPackages];
  if (spawnSync('apt-get', install, options).status !== 0)
    throw new SetupError(`apt-get could not install Docker. ${fix}`);
}

/** Debian's own client, which may have just been installed: a later one on the PATH needs the plugin buildx. */
const installedClient = () => (existsSync('/usr/bin/docker') ? '/usr/bin/docker' : 'docker');

function commands(variables: NodeJS.ProcessEnv, stop: () => Promise<void>): Docker {
  const client = installedClient();
  const execute = async (program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    const options = { env: { ...process.env, DOCKER_BUILDKIT: '1', ...variables, ...env } };
    const {
      exitCode = 1,
      stdout,
      stderr,
    } = await x(program, [...args], {
      nodeOptions: options,
      timeout: commandMilliseconds,
    });
    return { code: exitCode, output: stdout + stderr };
  };
  return {
    run: (...args) => execute(client, args),
    async mustRun(...args) {
      const { code, output } = await execute(client, args);
      if (code !== 0)
        throw new SetupError(
          `docker ${args.slice(0, 2).join(' ')} ended with exit code ${code}:\n${output.slice(-3000)}`,
        );
      return output.trim();
    },
    compose: (args, env) => execute('docker-compose', args, env),
    stop,
  };
}
