// Loaded with `--require` before a program, in every Node from version 18: ends the program when the process that started it
// has ended, however that happened. A signal to one process does not reach the processes that it has started.
/* global process, setInterval */

/** Milliseconds between two looks at the parent. */
const interval = 300;

/** Milliseconds that a program has to end itself. It may be unable to: the pipes to its parent are broken. */
const grace = 10_000;

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

/** @type {number | undefined} */
let asked;

function endWithParent() {
  if (!hasEnded()) return;
  if (asked === undefined) {
    asked = Date.now();
    process.kill(process.pid, 'SIGTERM');
  } else if (Date.now() - asked > grace) process.kill(process.pid, 'SIGKILL');
}

if (GOLDPATH_PARENT) {
  // output that the parent would have read cannot be written once it has ended: a logger that logs this error too never ends
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  setInterval(endWithParent, interval).unref();
}
