// cspell:ignore cafile
// Plain JavaScript for Node 18 and up: see run.mjs.

/** The advice when the network is the cause. */
export const checkNetwork =
  'Check the connection, and the registry, proxy, certificate (cafile) and token in the settings of npm, which Yarn uses too: npm config list.';

const checkFolders =
  'Make this folder writable, or choose other folders in the environment: npm_config_cache for npm, YARN_GLOBAL_FOLDER for Yarn.';
const checkDisk = 'Free about 4 GB of disk.';

/** The advice for the error codes of the operating system that do not come from the network. */
const fixes = new Map([
  ['ENOSPC', checkDisk],
  ['EDQUOT', checkDisk],
  ['EACCES', checkFolders],
  ['EPERM', checkFolders],
  ['EROFS', checkFolders],
]);

/**
 * Returns one line with the reason of a failure as the program printed it, and what to do.
 *
 * @param {string} program - such as `npm`
 * @param {string} reason - the program's own error; its first line is used
 * @param {string} [fix] - what to do, unless the error has a code of the disk
 * @param {string} [errorCode] - of the error; Yarn prints none beside its reason, which has it
 */
export function explainDownload(program, reason, fix, errorCode) {
  const [line = ''] = reason.trim().split('\n');
  const code = errorCode ?? /\bE[A-Z]{3,}\b/.exec(line)?.[0] ?? '';
  // Node reports a folder that it creates with its parents on a read-only disk as missing
  const advice = /\bENOENT\b.*, mkdir '/.test(line) ? checkFolders : (fixes.get(code) ?? fix);
  const steps = advice ? `${advice} Then run` : 'Correct this and run';
  return `${program} failed: ${line.replace(/[.:\s]+$/, '')}. ${steps} the command again; finished downloads are kept.`;
}
