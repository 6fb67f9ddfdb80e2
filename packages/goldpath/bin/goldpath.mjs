#!/usr/bin/env node
// Plain JavaScript, since it runs under whatever Node is at hand (18 and up); the rest wants Node 24.
import { spawn } from 'node:child_process';
import nodeModule from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const self = fileURLToPath(import.meta.url);

async function main() {
  if (Number.parseInt(process.versions.node, 10) >= 24) {
    // compiled code is kept from run to run
    nodeModule.enableCompileCache?.(path.join(path.dirname(self), '..', '..', '..', '.cache', 'compiled'));
    const { runCli } = await import('../src/cli.ts');
    process.exitCode = await runCli(process.argv.slice(2));
    return;
  }
  const { node24 } = await import('../../../tools/node24.mjs');
  const node = await node24(line => process.stderr.write(`${line}\n`));
  const child = spawn(node, [self, ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C reaches the child by itself; a signal to this process alone is passed on
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 2);
  });
}

main().catch(error => {
  process.stderr.write(`goldpath: ${error.message}\n`);
  process.exitCode = 2;
});
