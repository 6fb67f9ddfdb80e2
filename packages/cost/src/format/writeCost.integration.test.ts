import { expect, test } from 'vitest';
import { programIn } from '@goldpath/program/testing';
import { costProgram } from '../costProgram.ts';
import type { CostReport } from '../report.ts';
import { writeCost } from './writeCost.ts';

const program = `
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
for (let zone = 0; zone < (pulumi.getStack() === 'prod' ? 2 : 1); zone += 1)
  new aws.ec2.NatGateway('nat|' + zone, { subnetId: 's' });
new aws.redshift.Cluster('warehouse', { clusterIdentifier: 'w', nodeType: 'ra3.large' });`;

let executed: Promise<CostReport> | undefined;

/** The cost of the program, which is executed once for all tests. */
function report(): Promise<CostReport> {
  executed ??= execute();
  return executed;
}

async function execute(): Promise<CostReport> {
  return costProgram(
    await programIn({
      'index.ts': program,
      'Pulumi.dev.yaml': 'config:\n  aws:region: us-east-1\n',
      'Pulumi.prod.yaml': 'config:\n  aws:region: eu-west-3\n',
    }),
  );
}

test('the report has a total for each stage, the assumptions and the price sources', async () => {
  const { stages, assumptions, prices, leftOut } = await report();
  expect(stages.map(({ stage, region, total }) => [stage, region, total])).toEqual([
    ['dev', 'us-east-1', 33.3],
    ['prod', 'eu-west-3', 66.15],
  ]);
  expect(Object.keys(assumptions)).toEqual(['nat-gb']);
  expect(prices.sources).toEqual([{ name: 'Amazon VPC', url: 'https://aws.amazon.com/vpc/pricing/' }]);
  expect(prices.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(leftOut.join()).toContain('data transfer');
});

test('JSON is the report', async () => {
  const original = await report();
  expect(JSON.parse(writeCost(original, 'json'))).toEqual(original);
});

test('text has a table for each stage, the assumptions, the unpriced resources and a warning about prices of another region', async () => {
  const text = writeCost(await report(), 'text');
  expect(text).toContain('shop, stage dev, us-east-1\n');
  expect(text).toMatch(/\n {2}NAT gateway ! +nat\|0 and 1 more +1,460 hours × 0\.045 +65\.70\n/);
  expect(text).toMatch(/\ntotal USD a month +66\.15\n/);
  expect(text).toContain('! The price table has no price for eu-west-3, so the price of us-east-1 is used.');
  expect(text).toContain('nat-gb=10: 10 GB a month through NAT gateways');
  expect(text).toContain(
    'aws:redshift/cluster:Cluster warehouse (index.ts:6): no price is listed for this type',
  );
});

test.each([40, 60, 80, 200])('on a terminal of %i characters no line of a table is wider', async columns => {
  const text = writeCost(await report(), 'text', { columns });
  const table = text.split('\n').filter(line => !line.startsWith('  -') && !line.startsWith('    aws'));
  expect(Math.max(...table.map(line => line.length))).toBeLessThanOrEqual(columns);
  expect(text).toMatch(/NAT gateway ! +(nat\|0 and 1 more +1,460 hours × 0\.045 +)?65\.70/);
});

test('text has colors only when they are requested', async () => {
  const original = await report();
  expect(writeCost(original, 'text')).not.toContain('\u001b[');
  expect(writeCost(original, 'text', { color: true })).toContain('\u001b[1m');
});

test('Markdown has tables whose cells escape bars', async () => {
  const text = writeCost(await report(), 'markdown');
  expect(text).toContain('## shop, stage prod, eu-west-3\n\n| What |');
  expect(text).toContain(
    '| NAT gateway (price of us-east-1) | nat\\|0 and 1 more | 1,460 hours | 0.045 | 65.70 |',
  );
  expect(text).toContain('| **Total** | | | | **66.15** |');
  const rows = text.split('\n').filter(line => line.startsWith('| '));
  expect(rows.every(row => /^\|( .*? \||\s\|| \|)+$/.test(row))).toBe(true);
});
