import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { root } from '../root.mjs';
import { ImportGraph } from './importGraph.ts';
import { impureImports } from './purity.ts';

const graph = new ImportGraph();
const isIntegration = (file: string) => file.includes('.integration.test.');
const tests = globSync(
  ['{packages,plugins}/*/src/**/*.test.{ts,tsx}', '{policies/src,tools}/**/*.test.ts', 'infra/*.test.ts'],
  { cwd: root },
);

test.each(tests.filter(file => !isIntegration(file)))('%s does not start processes or servers', file => {
  expect(impureImports(file, graph)?.join(' imports ')).toBeUndefined();
});

test.each([
  ['directly', 'tools/workflows/deployStage.integration.test.ts'],
  ['through a module of its package', 'tools/workflows/deployRelease.integration.test.ts'],
])('a test that starts one %s is found', (_, file) => {
  expect(impureImports(file, graph)).toBeDefined();
});
