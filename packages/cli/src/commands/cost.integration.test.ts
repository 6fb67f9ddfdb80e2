import { expect, test } from 'vitest';
import { programIn } from '@goldpath/program/testing';
import { AssumptionError } from '@goldpath/cost';
import { goldpathIn } from '../testing/goldpath.ts';
import { cost, type CostCommand } from './cost.ts';

const program = { 'index.ts': `import * as aws from '@pulumi/aws';\nnew aws.kms.Key('k');` };
const options: CostCommand = { format: 'json', color: false };

test('the cost has the requested format and assumptions', async () => {
  const dir = await programIn(program);
  const report: unknown = JSON.parse(await cost(dir, { ...options, assume: ['kms-requests=1000000'] }));
  expect(report).toMatchObject({
    stages: [{ stage: 'dev', currency: 'USD', total: 4, notPriced: [], unknown: [] }],
    assumptions: { 'kms-requests': { value: 1_000_000 } },
  });
});

test('an --assume before the last one counts', async () => {
  const dir = await programIn(program);
  const assumed = ['--assume', 'kms-requests=1000000', '--assume', 'requests=7'];
  const { stdout } = await goldpathIn(dir, ['cost', '.', '--format', 'json', ...assumed]);
  expect(JSON.parse(stdout)).toMatchObject({
    assumptions: { 'kms-requests': { value: 1_000_000 } },
  });
});

test('an unknown assumption is refused', async () => {
  const refused = cost('anywhere', { ...options, assume: ['visitors=5'] });
  await expect(refused).rejects.toThrow(AssumptionError);
  await expect(refused).rejects.toThrow(/there is no assumption 'visitors'/);
});

test('a missing folder and an unknown stage are refused', async () => {
  await expect(cost('/does/not/exist', options)).rejects.toThrow(/is not a folder/);
  const dir = await programIn({ ...program, 'Pulumi.dev.yaml': 'config: {}\n' });
  await expect(cost(dir, { ...options, stage: 'moon' })).rejects.toThrow(/no stack 'moon'/);
});
