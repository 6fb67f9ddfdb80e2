import { programIn } from '@goldpath/program/testing';
import { expect, test } from 'vitest';
import { checkProgram } from './check.ts';

const reason = 'The migration of the old office needs it until it is done.';
const until = `${new Date().getFullYear() + 1}-01-01`;

const open = `import * as aws from '@pulumi/aws';
new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro', publiclyAccessible: true });
new aws.rds.Instance('other', { instanceClass: 'db.t4g.micro', publiclyAccessible: true });`;

/** The content of a waivers file with one waiver. */
const waiverFor = (resource: string) =>
  JSON.stringify([{ rule: 'database-not-public', resource, reason, until }]);

test('only the resource of the waiver is waived', async () => {
  const dir = await programIn({ 'index.ts': open, 'policy-waivers.yaml': waiverFor('orders') });
  const diagnostics = (await checkProgram(dir)).filter(({ rule }) => rule === 'database-not-public');
  expect(diagnostics).toMatchObject([
    { subject: { name: 'orders' }, verdict: 'waived', message: `Waived until ${until}: ${reason}` },
    { subject: { name: 'other' }, verdict: 'fail' },
  ]);
});

test('a waiver may have the URN that Pulumi shows', async () => {
  const urn = 'urn:pulumi:dev::shop::aws:rds/instance:Instance::orders';
  const dir = await programIn({ 'index.ts': open, 'policy-waivers.yaml': waiverFor(urn) });
  const diagnostics = (await checkProgram(dir)).filter(({ verdict }) => verdict === 'waived');
  expect(diagnostics).toMatchObject([{ subject: { urn } }]);
});

/** A program with two stacks, where no resource needs the waiver. */
const unneeded = {
  'Pulumi.dev.yaml': 'config: {}\n',
  'Pulumi.prod.yaml': 'config: {}\n',
  'index.ts': `import * as aws from '@pulumi/aws';\nnew aws.cloudwatch.Dashboard('orders', { dashboardName: 'orders', dashboardBody: '{}' });\n`,
  'policy-waivers.yaml': waiverFor('orders'),
};

test('a waiver that no stack needs is a warning', async () => {
  const dir = await programIn(unneeded);
  expect(await checkProgram(dir)).toMatchObject([{ rule: 'waivers-valid', severity: 'warning' }]);
});

test('a check of one stack does not report waivers that another one may need', async () => {
  const dir = await programIn(unneeded);
  expect(await checkProgram(dir, { stack: 'dev' })).toEqual([]);
});
