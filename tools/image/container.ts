import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ImageConfig } from './buildah.ts';
import { readable } from './report.ts';

const run = promisify(execFile);

/** An image that can be run. */
export interface Unpacked {
  /** its root file system */
  root: string;
  config: ImageConfig;
  /** a folder of the caller for the files of containers */
  folder: string;
}

/** The options of a container besides those of its image. */
export interface ContainerOptions extends Unpacked {
  env: Record<string, string>;
  /** replaces the command of the image */
  command?: readonly string[];
  /** a folder that may be written to, besides the volumes of the image */
  data?: string;
}

/** A running container. */
export interface Container {
  process: ChildProcess;
  /** the process id of its first process, as the host sees it */
  pid: () => Promise<number>;
  /** its output until now */
  output: () => string;
  signal: (name: string) => Promise<void>;
  /** Runs the health check of the image in the container and returns whether it succeeded. */
  isHealthy: () => Promise<boolean>;
  /** the exit code, or the signal that ended it */
  ended: Promise<number | string>;
  /** @throws an Error with its output when it has ended */
  mustRun: () => void;
  /** Kills it if it still runs. */
  kill: () => Promise<void>;
}

/**
 * Starts an image in a container of runc as a strict platform does: the user of the image, a read-only root, no capabilities,
 * no new privileges, separate namespaces. The network is that of the host.
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
    pid: async () => {
      const { stdout } = await run('runc', [...runc, 'state', id]);
      return (JSON.parse(stdout) as { pid: number }).pid;
    },
    output: () => printed.join(''),
    signal: async name => void (await run('runc', [...runc, 'kill', id, name])),
    isHealthy: () =>
      run('runc', [...runc, 'exec', id, '/bin/sh', '-c', ...check]).then(
        () => true,
        () => false,
      ),
    ended: new Promise(resolve => {
      child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'));
    }),
    mustRun() {
      if (child.exitCode !== null) throw new Error(`the container has ended: ${printed.join('').trim()}`);
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      await run('runc', [...runc, 'kill', id, 'KILL']);
      await ended;
    },
  };
}

/** The resident memory of a container's first process. */
export async function memoryOf(container: Container): Promise<string> {
  const status = await readFile(`/proc/${await container.pid()}/status`, 'utf8');
  return `${readable(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024)} resident`;
}

/** The ids of a user in the image's /etc/passwd. */
export async function userOf(root: string, name: string): Promise<{ uid: number; gid: number }> {
  const lines = (await readFile(path.join(root, 'etc/passwd'), 'utf8'))
    .split('\n')
    .map(line => line.split(':'));
  const [, , uid, gid] = lines.find(([user, , id]) => user === name || id === name) ?? [];
  if (!uid || !gid) throw new Error(`The image runs as '${name}', which is not in its /etc/passwd.`);
  return { uid: Number(uid), gid: Number(gid) };
}

/** The runtime's configuration: https://github.com/opencontainers/runtime-spec/blob/v1.1.0/config.md */
function runtimeSpec(
  { root, config, env, command, data: target }: ContainerOptions,
  user: { uid: number; gid: number },
  data: string,
) {
  const volumes = Object.keys(config.Volumes ?? {}).map(destination => ({
    destination,
    type: 'tmpfs',
    source: 'tmpfs',
    options: ['nosuid', 'nodev', 'mode=1777'],
  }));
  const bind = (destination: string, source: string, access: 'rw' | 'ro') => ({
    destination,
    type: 'bind',
    source,
    options: ['bind', access],
  });
  const mounts = target ? [...volumes, bind(target, data, 'rw')] : volumes;
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
      ...mounts,
      // the container shares the network of the host and needs its resolver
      bind('/etc/resolv.conf', '/etc/resolv.conf', 'ro'),
      bind('/etc/hosts', '/etc/hosts', 'ro'),
    ],
    linux: { namespaces: ['pid', 'mount', 'ipc', 'uts'].map(type => ({ type })) },
  };
}
