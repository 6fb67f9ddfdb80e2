// Plain JavaScript for Node 18 and up: see run.mjs.

const full = 'Free about 4 GB of disk and run the command again.';
const readOnly =
  'Make this folder writable, or clone the repository into a folder of your own, and run the command again.';

/** The advice for the error codes of the file system that do not come from a mistake in the program. */
const fixes = new Map([
  ['ENOSPC', full],
  ['EDQUOT', full],
  ['EACCES', readOnly],
  ['EPERM', readOnly],
  ['EROFS', readOnly],
]);

/**
 * Returns one line about an error of the file system that the user can solve, and undefined for other errors.
 *
 * @param {unknown} error
 */
export function diskProblem(error) {
  const { code = '', message, syscall } = /** @type {NodeJS.ErrnoException} */ (error);
  // Node reports a folder that it creates with its parents on a read-only disk as missing
  const fix = code === 'ENOENT' && syscall === 'mkdir' ? readOnly : fixes.get(code);
  return fix && `${message}. ${fix}`;
}
