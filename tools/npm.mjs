// Plain JavaScript for Node 18 and up: see run.mjs.
import { execFile } from 'node:child_process';
import process from 'node:process';
import { explainDownload } from './explainDownload.mjs';
import { childEnvironment, endWithThis, nodeOptions } from './setup/children.mjs';

/**
 * Runs npm.
 *
 * @param {string[]} args - without spaces: on Windows they pass through a shell, which `npm.cmd` needs
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, fix?: string }} options - `fix` is what to do when it fails
 * @returns {Promise<string>} its standard output
 * @throws an Error of one line with npm's own reason and what to do
 */
export function npm(args, { cwd, env = process.env, fix }) {
  const windows = process.platform === 'win32';
  return new Promise((resolve, reject) => {
    const words = [...args, '--json', '--loglevel=silent'];
    const child = execFile(
      windows ? ['npm.cmd', ...words].join(' ') : 'npm',
      windows ? [] : words,
      {
        cwd,
        env: childEnvironment({ ...env, NODE_OPTIONS: nodeOptions(env) }),
        shell: windows,
        maxBuffer: 64e6,
      },
      (error, stdout, stderr) => {
        if (!error) return resolve(stdout);
        // npm 8 prints the object to the standard error
        const { summary, code } = errorIn(stdout) ?? errorIn(stderr) ?? {};
        const reason = summary ?? (stderr.trim() || error.message);
        return reject(new Error(explainDownload('npm', reason, fix, code)));
      },
    );
    endWithThis(child);
  });
}

/**
 * The error in the object that npm prints with `--json`.
 *
 * @param {string} output
 * @returns {{ summary?: string, code?: string } | undefined}
 */
function errorIn(output) {
  try {
    return JSON.parse(output).error;
  } catch {
    // it failed before it could print an object
    return undefined;
  }
}
