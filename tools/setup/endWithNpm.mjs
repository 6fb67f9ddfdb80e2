// Plain JavaScript for Node 18 and up: see run.mjs.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { setInterval } from 'node:timers';
import { isRunning } from './children.mjs';

/** @typedef {{ parent: number, group: number, name: string }} Process */

/** Milliseconds between two looks at npm. */
const interval = 300;

/**
 * Ends this process when npm, which has started it, has ended, even before this call. npm starts scripts in a shell, and many shells
 * neither pass a signal on nor end when npm was killed. A command that was started without npm may outlive its shell.
 *
 * @param {string} command - a part of the script by which npm starts this process, such as `run.mjs start`
 */
export function endWithNpm(command) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const above = processOf(parent);
  const shell = above && /^-?(?:.*\/)?(?:ba|da|z|k|a)?sh$/.test(above.name) ? above : undefined;
  const npm = shell ? shell.parent : parent;
  const ended = isScript(command) && processOf(npm)?.group !== processOf(process.pid)?.group;
  setInterval(() => {
    if (!ended && process.ppid === parent && isRunning(parent) && isRunning(npm)) return;
    process.kill(process.pid, 'SIGTERM');
  }, interval).unref();
}

/**
 * Whether this process is the script that npm has started. It is then in npm's group of processes, unlike the process that adopts it
 * when npm has ended. A program under npm may start the command too, and leave npm's variables and not its group.
 *
 * @param {string} command
 */
function isScript(command) {
  return (process.env.npm_lifecycle_script ?? '').includes(command);
}

/**
 * A process; undefined when there is none, and on Windows.
 *
 * @param {number} pid
 * @returns {Process | undefined}
 */
function processOf(pid) {
  if (process.platform === 'win32') return undefined;
  try {
    return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
  } catch (error) {
    const { code, status } = /** @type {{ code?: string, status?: number }} */ (error);
    if (code === 'ENOENT' || code === 'ESRCH' || status === 1) return undefined;
    throw error;
  }
}

/**
 * @param {number} pid
 * @returns {Process}
 */
function fromProc(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [, name = '', parent, group] = /\((.*)\) \S (\d+) (\d+)/s.exec(stat) ?? [];
  return { parent: Number(parent), group: Number(group), name };
}

/**
 * @param {number} pid
 * @returns {Process}
 */
function fromPs(pid) {
  const line = execFileSync('ps', ['-o', 'ppid=,pgid=,comm=', '-p', String(pid)], { encoding: 'utf8' });
  const [parent, group, ...name] = line.trim().split(/\s+/);
  return { parent: Number(parent), group: Number(group), name: name.join(' ') };
}
