// cspell:ignore lstart
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** The process that holds a lock. */
export interface LockHolder {
  pid: number;
  /** the time when the process started, in the words of the operating system; a later process with the same number has another */
  started: string;
  /** a text for those who want the lock too */
  note: string;
}

/** Milliseconds in which two processes that take over the same lock have both written it. */
const takeover = 200;

/**
 * Takes a lock for this process, which holds it until the process ends, however it ends.
 *
 * @param file - the file of the lock; its folder is created
 * @param note - shown to others who want the lock
 * @returns undefined when this process has the lock now, and its holder otherwise
 */
export async function takeLock(file: string, note: string): Promise<LockHolder | undefined> {
  await mkdir(path.dirname(file), { recursive: true });
  const own: LockHolder = { pid: process.pid, started: startOf(process.pid) ?? '', note };
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(own));
  try {
    if (await createFrom(draft, file)) return undefined;
    const holder = await readLock(file);
    if (holder && startOf(holder.pid) === holder.started) return holder;
    await rename(draft, file);
    await wait(takeover);
    const winner = await readLock(file);
    return winner?.pid === process.pid ? undefined : winner;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Whether the file was created; false when it exists. */
async function createFrom(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readLock(file: string): Promise<LockHolder | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as LockHolder;
  } catch {
    // it was released meanwhile, or the disk was full when it was written
    return undefined;
  }
}

function startCommand(pid: number): [program: string, ...args: string[]] {
  if (process.platform !== 'win32') return ['ps', '-o', 'lstart=', '-p', String(pid)];
  return ['powershell', '-NoProfile', '-Command', `(Get-Process -Id ${pid}).StartTime.Ticks`];
}

/** The time when a process started, in the words of the operating system; undefined when there is no such process. */
export function startOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return undefined;
  }
  if (process.platform !== 'linux') {
    const [program, ...args] = startCommand(pid);
    return execFileSync(program, args, { encoding: 'utf8' }).trim();
  }
  // man 5 proc: the name of the program, in parentheses, can contain spaces; the state is the 3rd field, the start the 22nd
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return fields[0] === 'Z' ? undefined : fields[19];
}
