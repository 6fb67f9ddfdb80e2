// Loaded with `--require` before a program, in every Node from version 18: ends the program when the process that started it
// has ended, however that happened. A signal to one process does not reach the processes that it has started.
/* global process, setInterval */

/** Milliseconds between two looks at the parent. */
const interval = 300;

const { GOLDPATH_PARENT } = process.env;
// programs that this one starts have another parent
delete process.env.GOLDPATH_PARENT;

const first = process.ppid;
const parent = Number(GOLDPATH_PARENT);

/** Windows keeps the number of a parent that has ended; elsewhere another process takes its place. */
function hasEnded() {
  if (first === parent && process.ppid !== parent) return true;
  try {
    process.kill(parent, 0);
    return false;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH';
  }
}

if (GOLDPATH_PARENT) {
  setInterval(() => {
    if (hasEnded()) process.kill(process.pid, 'SIGTERM');
  }, interval).unref();
}
