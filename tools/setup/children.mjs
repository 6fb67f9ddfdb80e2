// Plain JavaScript for Node 18 and up: see run.mjs.
import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';
import { clearTimeout, setTimeout } from 'node:timers';
import { fileURLToPath } from 'node:url';

/** @import { ChildProcess } from 'node:child_process' */

const endWithParent = path.join(path.dirname(fileURLToPath(import.meta.url)), 'endWithParent.cjs');

/** @type {Set<ChildProcess>} */
const running = new Set();
let isEnding = false;

/** Options of Node for programs that end when this process has ended, together with {@link childEnvironment}. */
export const childOptions = ['--require', endWithParent];

/**
 * The variable NODE_OPTIONS with {@link childOptions}, for programs that start Node themselves.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export const nodeOptions = env =>
  `${env.NODE_OPTIONS ?? ''} --require ${JSON.stringify(endWithParent)}`.trim();

/**
 * The environment of a program that is started with {@link childOptions}.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export const childEnvironment = (env = process.env) => ({ ...env, GOLDPATH_PARENT: String(process.pid) });

/**
 * Ends a child process together with this process when a signal ends it: see {@link stopOnSignals}.
 *
 * @template {ChildProcess} T
 * @param {T} child - that has just been started
 * @returns {T}
 */
export function endWithThis(child) {
  running.add(child);
  for (const event of ['exit', 'error']) child.once(event, () => running.delete(child));
  if (isEnding) child.kill();
  return child;
}

/** Whether a signal is ending this process, so that the failures of its children mean nothing. */
export const isStopping = () => isEnding;

/**
 * Ends a process and waits until it has exited.
 *
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} signal
 * @param {number} patience - milliseconds after which it is killed
 */
export async function endChild(child, signal = 'SIGTERM', patience = 10_000) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  // Windows ends a process at once, and its console has sent Ctrl-C to every process already
  if (process.platform !== 'win32' || signal !== 'SIGINT') child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), patience);
  await exited;
  clearTimeout(timer);
}

/**
 * Ends every child process, and then this process, on Ctrl-C, SIGTERM, and when the terminal is closed.
 *
 * @param {(signal: keyof typeof signalCodes) => number} exitCode
 * @param {number} [patience] - milliseconds after which a child process is killed
 */
export function stopOnSignals(exitCode, patience) {
  // a closed terminal cannot be written to
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      if (isEnding) return;
      isEnding = true;
      void Promise.all([...running].map(child => endChild(child, signal, patience))).then(() =>
        process.exit(exitCode(signal)),
      );
    });
  }
}

/**
 * Whether there is a process with this number.
 *
 * @param {number} pid
 */
export function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH';
  }
}

/** The exit codes of processes that a signal has ended, as shells report them. */
export const signalCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };
