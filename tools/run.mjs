// The entry of the commands in package.json, such as `npm start` and `npm test`. Plain JavaScript without dependencies,
// since it runs under the Node of the machine (18 and up) in a clone with nothing installed.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { node24 } from './node24.mjs';
import { diskProblem } from './setup/diskProblem.mjs';
import { standalone } from './setup/standalone.mjs';
import { root } from './root.mjs';
import {
  childEnvironment,
  childOptions,
  endWithThis,
  isStopping,
  signalCodes,
  stopOnSignals,
} from './setup/children.mjs';
import { endWithNpm } from './setup/endWithNpm.mjs';

const [command = '', ...args] = process.argv.slice(2);

/** Milliseconds that a command has to end: longer than it waits for its own processes. */
const patience = 20_000;

/**
 * The exit code of the last command that has ended.
 *
 * @type {number | undefined}
 */
let lastCode;

/** Runs a command of `tools/` under Node 24 in this terminal and exits with its exit code. */
async function main() {
  endWithNpm(`run.mjs ${command}`);
  stopOnSignals(signal => lastCode ?? signalCodes[signal], patience);
  const commands = readdirSync(path.join(root, 'tools'))
    .filter(file => file.endsWith('.ts') && !file.includes('.test.'))
    .map(file => file.slice(0, -'.ts'.length));
  if (!commands.includes(command)) {
    process.stderr.write(`Unknown command '${command}'; choose one of: ${commands.sort().join(', ')}.\n`);
    process.exit(2);
  }
  const node = await node24(line => process.stderr.write(`${line}\n`));
  if (!standalone.has(command) && !isInstalled()) {
    const code = await run(node, path.join('setup', 'everything.ts'));
    if (code !== 0) process.exit(code);
  }
  process.exit(await run(node, `${command}.ts`, ...args));
}

/**
 * Runs a file of `tools/` to its end.
 *
 * @param {string} node - the path of Node 24
 * @param {string} file
 * @param {string[]} args
 * @returns {Promise<number>} its exit code
 */
function run(node, file, ...args) {
  const env = { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}` };
  const child = spawn(node, [...childOptions, path.join(root, 'tools', file), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: childEnvironment(env),
  });
  endWithThis(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (signal && !isStopping()) process.stderr.write(`✗ ${file} was ended by ${signal}\n`);
      lastCode = code ?? signalCodes[/** @type {keyof typeof signalCodes} */ (signal)] ?? 1;
      resolve(lastCode);
    });
  });
}

/** Whether every dependency is installed, and not only those of the portal. */
function isInstalled() {
  const mark = path.join(root, '.cache', 'installed');
  if (!existsSync(path.join(root, 'node_modules', '.yarn-state.yml'))) return false;
  return !existsSync(mark) || !readFileSync(mark, 'utf8').endsWith(' portal');
}

main().catch(error => {
  // npm was ended, which it reports as a failure
  if (isStopping()) return;
  process.stderr.write(`${diskProblem(error) ?? error.message}\n`);
  process.exit(1);
});
