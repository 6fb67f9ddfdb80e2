import { expect, test } from 'vitest';

// getBuiltinModule, since pure tests must not import these modules
const { spawn, spawnSync } = process.getBuiltinModule('node:child_process');
const { Worker } = process.getBuiltinModule('node:worker_threads');
const { createServer, connect } = process.getBuiltinModule('node:net');

test.each<[name: string, call: () => unknown]>([
  ['spawn', () => spawn('true')],
  ['spawnSync', () => spawnSync('true')],
  ['Worker', () => new Worker('true', { eval: true })],
  ['listen', () => createServer().listen(0)],
  ['connect', () => connect(80)],
])('a pure test cannot call %s', (name, call) => {
  expect(call).toThrow(`A pure test must not call ${name}.`);
});
