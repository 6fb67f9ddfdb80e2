import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ImageConfig } from './buildah.ts';
import { readable } from './report.ts';

const run = promisify(execFile);

/** An image, ready to be run. */
export interface Unpacked {
  /** its root file system */
  root: string;
  config: ImageConfig;
  /** a folder of the caller for what running leaves */
  folder: string;
}

/** How a container is started besides what its image says. */
export interface ContainerOptions extends Unpacked {
  env: Record<string, string>;
  /** the command, when it is another than the image's own */
  command?: readonly string[];
  /** the one folder in the image that may be written to besides its volumes */
  data?: string;
}

/** A running container. */
export interface Container {
  process: ChildProcess;
  /** the process id of its first process, as the host sees it */
  pid(): Promise<number>;
  /** what it has printed until now */
  output(): string;
  signal(name: string): Promise<void>;
  /** Runs the image's own health check inside; whether it succeeded. */
  healthy(): Promise<boolean>;
  /** the exit code, once it has ended */
  ended: Promise<number>;
  /** @throws an Error with what it has printed when it has ended */
  mustRun(): void;
  /** Ends it at once if it still runs. */
  kill(): Promise<void>;
}

/**
 * Starts an image's process in a container of runc as a careful platform would: the image's user, a read-only root, no
 * capability, no new privilege, namespaces of its own; the network is the host's.
 */
export async function startContainer(options: ContainerOptions): Promise<Container> {
  const id = `goldpath-${randomUUID()}`;
  const bundle = path.join(options.folder, id);
  await mkdir(bundle, { recursive: true });
  const user = await userOf(options.root, options.config.User);
  const data = path.join(bundle, 'data');
  await mkdir(data);
  await chown(data, user.uid, user.gid);
  await writeFile(path.join(bundle, 'config.json'), JSON.stringify(runtimeSpec(options, user, data)));
  const runc = ['--root', path.join(options.folder, 'runc')];
  const child = spawn('runc', [...runc, 'run', '--bundle', bundle, id], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => printed.push(String(chunk)));
  const check = options.config.Healthcheck?.Test.slice(1) ?? [];
  return {
    process: child,
    pid: async () => JSON.parse((await run('runc', [...runc, 'state', id])).stdout).pid,
    output: () => printed.join(''),
    signal: async name => void (await run('runc', [...runc, 'kill', id, name])),
    healthy: () =>
      run('runc', [...runc, 'exec', id, '/bin/sh', '-c', ...check]).then(
        () => true,
        () => false,
      ),
    ended: once(child, 'exit').then(([code, signal]) => code ?? signal),
    mustRun() {
      if (child.exitCode !== null) throw new Error(`it ended: ${printed.join('').trim()}`);
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      await run('runc', [...runc, 'kill', id, 'KILL']);
      await ended;
    },
  };
}

/** The memory that a container's first process has resident now. */
export async function memoryOf(container: Container): Promise<string> {
  const status = await readFile(`/proc/${await container.pid()}/status`, 'utf8');
  return `${readable(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024)} resident`;
}

/** The ids of a user, by the image's own /etc/passwd. */
export async function userOf(root: string, name: string): Promise<{ uid: number; gid: number }> {
  const lines = (await readFile(path.join(root, 'etc/passwd'), 'utf8'))
    .split('\n')
    .map(line => line.split(':'));
  const [, , uid, gid] = lines.find(([user, , id]) => user === name || id === name) ?? [];
  if (!uid || !gid) throw new Error(`The image runs as '${name}', whom its /etc/passwd does not know.`);
  return { uid: Number(uid), gid: Number(gid) };
}

/** The runtime's configuration: https://github.com/opencontainers/runtime-spec/blob/v1.1.0/config.md */
function runtimeSpec(
  { root, config, env, command, data: target }: ContainerOptions,
  user: { uid: number; gid: number },
  data: string,
) {
  const writable = ['nosuid', 'nodev', 'mode=1777'];
  return {
    ociVersion: '1.0.2',
    root: { path: root, readonly: true },
    process: {
      user,
      args: command ?? config.Cmd,
      cwd: config.WorkingDir,
      env: [...config.Env, ...Object.entries(env).map(([name, value]) => `${name}=${value}`)],
      noNewPrivileges: true,
    },
    mounts: [
      { destination: '/proc', type: 'proc', source: 'proc' },
      { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['nosuid', 'strictatime', 'mode=755'] },
      ...Object.keys(config.Volumes ?? {}).map(destination => ({
        destination,
        type: 'tmpfs',
        source: 'tmpfs',
        options: writable,
      })),
      ...(target ? [{ destination: target, type: 'bind', source: data, options: ['bind', 'rw'] }] : []),
      // the host's names: without a network of its own the container has no resolver of its own either
      { destination: '/etc/resolv.conf', type: 'bind', source: '/etc/resolv.conf', options: ['bind', 'ro'] },
      { destination: '/etc/hosts', type: 'bind', source: '/etc/hosts', options: ['bind', 'ro'] },
    ],
    linux: { namespaces: ['pid', 'mount', 'ipc', 'uts'].map(type => ({ type })) },
  };
}
