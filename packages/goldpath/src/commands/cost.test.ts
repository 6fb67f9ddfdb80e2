import { expect, test } from 'vitest';
import { programIn } from '../../../../policies/src/testing/program.ts';
import { InputError } from '../exit.ts';
import { type CostCommand, cost } from './cost.ts';

const program = { 'index.ts': `import * as aws from '@pulumi/aws';\nnew aws.kms.Key('k');` };
const asked: CostCommand = { format: 'json', color: false };

test('a folder is priced in the form that is asked for, with the assumptions that are', async () => {
  const dir = await programIn(program);
  const report: unknown = JSON.parse(await cost(dir, { ...asked, assume: ['kms-requests=1000000'] }));
  expect(report).toMatchObject({
    stages: [{ stage: 'dev', currency: 'USD', total: 4, notPriced: [], unknown: [] }],
    assumptions: { 'kms-requests': { value: 1_000_000 } },
  });
});

test('an assumption that does not exist is wrong input', async () => {
  const refused = cost('anywhere', { ...asked, assume: ['visitors=5'] });
  await expect(refused).rejects.toThrow(InputError);
  await expect(refused).rejects.toThrow(/there is no assumption 'visitors'/);
});

test('a folder without a program and a stage that is none are refused', async () => {
  await expect(cost('/nowhere/at/all', asked)).rejects.toThrow(/is no folder/);
  await expect(cost(await programIn(program), { ...asked, stage: 'moon' })).rejects.toThrow(
    /no stack 'moon'/,
  );
});
