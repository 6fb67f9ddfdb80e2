import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { parse, stringify } from 'yaml';
import { root } from '../root.mjs';
import { freePort } from '../freePort.ts';
import { residentMegabytes, type Row, timed } from './measure.ts';

const run = promisify(execFile);

/** The time without requests after which the memory of the backend is read. */
const restMilliseconds = 20_000;

interface Measured {
  /** milliseconds from nothing installed to the portal answering */
  fresh: number;
  /** milliseconds from the command to the portal answering, with everything installed and built */
  warm: number;
  /** MB of the backend and its children, at rest */
  memory: number;
}

/** Empty package caches, so that both sides download everything. */
const emptyCaches = (folder: string): NodeJS.ProcessEnv => ({
  ...process.env,
  npm_config_cache: path.join(folder, 'npm'),
  YARN_GLOBAL_FOLDER: path.join(folder, 'yarn'),
  YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
});

async function answering(port: number, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null)
      throw new Error(`The portal exited with code ${child.exitCode} before it answered.`);
    const paths = ['/.backstage/health/v1/readiness', '/'];
    const answers = await Promise.all(paths.map(route => isOk(`http://localhost:${port}${route}`)));
    if (answers.every(Boolean)) return;
    await wait(100);
  }
}

async function isOk(url: string): Promise<boolean> {
  const response = await fetch(url).catch(() => undefined); // it does not listen yet
  return response?.ok ?? false;
}

/** The process of the backend among the descendants of a process. */
async function backendPid(ancestor: number): Promise<number> {
  const { stdout } = await run('ps', ['-eo', 'pid,ppid,args']);
  const processes = [...stdout.matchAll(/^\s*(\d+)\s+(\d+)\s+(.*)$/gm)].map(([, pid, parent, args]) => ({
    pid: Number(pid),
    parent: Number(parent),
    args: String(args),
  }));
  const descendants = new Set([ancestor]);
  // `ps` lists parents before their children
  for (const { pid, parent } of processes) if (descendants.has(parent)) descendants.add(pid);
  descendants.delete(ancestor);
  const backend = processes.find(
    ({ pid, args }) => descendants.has(pid) && /packages\/backend|src\/index/.test(args),
  );
  return backend?.pid ?? ancestor;
}

/** Stops the process groups that still run. */
async function endAll(children: readonly ChildProcess[]): Promise<void> {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) continue;
    const ended = once(child, 'exit');
    process.kill(-child.pid, 'SIGTERM');
    await ended;
  }
}

/** A portal to measure: how it is created, and how it is started. */
interface Candidate {
  prepare: () => Promise<void>;
  /** changes without which it cannot start; not timed */
  repair?: () => Promise<void>;
  start: () => ChildProcess;
  port: number;
}

async function measure({ prepare, repair, start, port }: Candidate): Promise<Measured> {
  const children: ChildProcess[] = [];
  const begin = async () => {
    const child = start();
    children.push(child);
    await answering(port, child);
    return child;
  };
  try {
    const prepared = await timed(prepare);
    await repair?.();
    const fresh = prepared + (await timed(begin));
    await endAll(children);
    const warm = await timed(begin);
    await wait(restMilliseconds);
    return { fresh, warm, memory: await residentMegabytes(await backendPid(children.at(-1)?.pid ?? 0)) };
  } finally {
    await endAll(children);
  }
}

async function goldpath(folder: string): Promise<Measured> {
  const port = await freePort();
  const env = { ...emptyCaches(folder), PORT: String(port) };
  const clone = path.join(folder, 'goldpath');
  return measure({
    port,
    prepare: async () => {
      await run('git', ['clone', '--quiet', root, clone]);
    },
    start: () =>
      spawn('npm', ['start'], { cwd: clone, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true }),
  });
}

/**
 * A stock `create-app` 1.55, installed and built as published (with versions old enough to be complete). Its
 * better-sqlite3 12 aborts under current Node 24, so it is replaced before the start, which is not timed.
 */
async function stock(folder: string): Promise<Measured> {
  const port = await freePort();
  const env = { ...emptyCaches(folder), APP_CONFIG_backend_listen_port: String(port) };
  const app = path.join(folder, 'stock');
  const script = path.join(app, '.yarn', 'releases', 'yarn-4.13.0.cjs');
  const yarn = async (...args: string[]) => {
    await run(process.execPath, [script, ...args], { cwd: app, env, maxBuffer: 1e8 });
  };
  await createStockApp(folder, app, env);
  return measure({
    port,
    prepare: async () => {
      await yarn('install');
      await yarn('workspace', 'app', 'build');
    },
    repair: async () => {
      await replaceSqlite(app);
      await yarn('install');
    },
    start: () =>
      spawn(process.execPath, [script, 'workspace', 'backend', 'start'], {
        cwd: app,
        env,
        stdio: ['ignore', 'ignore', 'inherit'],
        detached: true,
      }),
  });
}

async function createStockApp(folder: string, app: string, env: NodeJS.ProcessEnv): Promise<void> {
  const make = spawn('npx', ['-y', '@backstage/create-app@0.9.2', '--skip-install', '--path', app], {
    env: { ...env, PATH: `${await yarnOnPath(folder)}${path.delimiter}${env.PATH}` },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  make.stdin?.end('stock\n');
  await once(make, 'exit');
  await useCompleteVersions(app);
}

/** create-app requires `yarn` on the path. */
async function yarnOnPath(folder: string): Promise<string> {
  await run('npm', ['install', '--prefix', folder, '@yarnpkg/cli-dist@4.18.1', '--no-audit', '--no-fund'], {
    cwd: folder,
  });
  return path.join(folder, 'node_modules', '.bin');
}

/** Some of the newest versions are published only partly. */
async function useCompleteVersions(app: string): Promise<void> {
  const yarnrc = path.join(app, '.yarnrc.yml');
  const settings = parse(await readFile(yarnrc, 'utf8')) as Record<string, unknown>;
  settings.npmMinimalAgeGate = '75d';
  settings.npmPreapprovedPackages = ['@backstage/*', 'better-sqlite3'];
  await writeFile(yarnrc, stringify(settings));
}

async function replaceSqlite(app: string): Promise<void> {
  const manifest = path.join(app, 'package.json');
  const json = JSON.parse(await readFile(manifest, 'utf8')) as { resolutions: Record<string, string> };
  json.resolutions['better-sqlite3'] = '13.1.1';
  await writeFile(manifest, JSON.stringify(json, null, 2));
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;

/** The time of a fresh clone and of a warm start, and the memory at rest, beside the stock app on the same machine. */
export async function cloneRows(): Promise<Row[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-bench-'));
  try {
    const ours = await goldpath(folder);
    const peer = await stock(folder);
    return [
      {
        figure: 'Fresh clone to the portal answering, empty caches',
        ours: seconds(ours.fresh),
        peer: seconds(peer.fresh),
        goal: `half of stock (${(ours.fresh / peer.fresh).toFixed(2)})`,
        reached: ours.fresh <= peer.fresh / 2,
      },
      {
        figure: 'Warm `npm start` to answering',
        ours: seconds(ours.warm),
        peer: seconds(peer.warm),
        goal: '12 s',
        reached: ours.warm <= 12_000,
      },
      {
        figure: 'Memory of the backend at rest',
        ours: `${ours.memory.toFixed(0)} MB`,
        peer: `${peer.memory.toFixed(0)} MB`,
        goal: 'below stock',
        reached: ours.memory < peer.memory,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
