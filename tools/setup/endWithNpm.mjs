// Plain JavaScript for Node 18 and up: see run.mjs.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { setInterval } from 'node:timers';
import { isRunning } from './children.mjs';

/** Milliseconds between two looks at npm. */
const interval = 300;

/**
 * Ends this process when npm, which has started it, has ended. npm starts scripts in a shell, and many shells neither pass a signal
 * on nor end when npm was killed. A command that was started without npm may outlive its shell.
 */
export function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watched = [parent, npmAbove(parent)].filter(pid => pid !== undefined);
  setInterval(() => {
    if (process.ppid === parent && watched.every(isRunning)) return;
    process.kill(process.pid, 'SIGTERM');
  }, interval).unref();
}

/**
 * The number of npm's process when a process is the shell of a script; undefined when that is npm itself.
 *
 * @param {number} shell
 */
function npmAbove(shell) {
  if (process.platform === 'win32') return undefined;
  const [parent, name] = parentOf(shell);
  return /^-?(?:.*\/)?(?:ba|da|z|k|a)?sh$/.test(name) ? parent : undefined;
}

/**
 * @param {number} pid
 * @returns {[parent: number, name: string]}
 */
function parentOf(pid) {
  if (process.platform === 'linux') {
    const [, name = '', parent] = /\((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return [Number(parent), name];
  }
  const line = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  const [parent = '', ...name] = line.split(/\s+/);
  return [Number(parent), name.join(' ')];
}
