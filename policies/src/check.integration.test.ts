import { isBlocking } from '@goldpath/diagnostics';
import { ProgramError } from '@goldpath/program';
import { programIn } from '@goldpath/program/testing';
import { expect, test } from 'vitest';
import { checkProgram } from './check.ts';

/** A resource that no rule applies to. */
const dashboard = `import * as aws from '@pulumi/aws';\nnew aws.cloudwatch.Dashboard('orders', { dashboardName: 'orders', dashboardBody: '{}' });\n`;

/** The message of the error for a program that cannot be executed. */
async function errorOf(files: Record<string, string>, options = {}): Promise<string> {
  const dir = await programIn(files);
  try {
    await checkProgram(dir, options);
  } catch (error) {
    if (error instanceof ProgramError) return error.message.replaceAll(dir, 'DIR');
    throw error;
  }
  throw new Error('The program was executed.');
}

test('a program without resources that a rule is about has no diagnostics', async () => {
  expect(await checkProgram(await programIn({ 'index.ts': dashboard }))).toEqual([]);
});

test('every stack that has a configuration is checked', async () => {
  const dir = await programIn({
    'Pulumi.dev.yaml': 'config:\n  shop:open: false\n',
    'Pulumi.prod.yaml': 'config:\n  shop:open: true\n',
    'index.ts': `
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
const publiclyAccessible = new pulumi.Config().requireBoolean('open');
new aws.rds.Instance(pulumi.getStack(), { instanceClass: 'db.t4g.micro', publiclyAccessible });`,
  });
  const results = (await checkProgram(dir)).filter(({ rule }) => rule === 'database-not-public');
  expect(results.map(({ subject, verdict }) => [subject?.name, verdict])).toEqual([
    ['dev', 'pass'],
    ['prod', 'fail'],
  ]);
});

test('a resource of a component is reported at its line in the file of the component', async () => {
  const dir = await programIn({
    'index.ts': `import { Store } from './store';\nnew Store('orders');\n`,
    'store.ts': `
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

interface Unused { erased: boolean }

export class Store extends pulumi.ComponentResource {
  constructor(name: string) {
    super('shop:store:Store', name);
    new aws.rds.Instance(name, { instanceClass: 'db.t4g.micro', publiclyAccessible: true }, { parent: this });
  }
}`,
  });
  const [result] = (await checkProgram(dir)).filter(({ rule }) => rule === 'database-not-public');
  expect(result?.location).toEqual({ file: 'store.ts', line: 10 });
});

test('a program that fails late is checked on its resources, and the check is incomplete and blocks', async () => {
  const dir = await programIn({
    'index.ts': `
import * as aws from '@pulumi/aws';
new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro', publiclyAccessible: true });
throw new Error('no money');`,
  });
  const results = await checkProgram(dir);
  expect(results).toContainEqual(expect.objectContaining({ rule: 'database-not-public', verdict: 'fail' }));
  const [result] = results.filter(({ rule }) => rule === 'program-executed');
  expect(result).toMatchObject({ verdict: 'incomplete', location: { file: 'index.ts', line: 4 } });
  expect(result?.message).toContain('no money (after one resource)');
  expect(result && isBlocking(result)).toBe(true);
});

test('resources in a callback that a preview does not run block, and a file that is written does not', async () => {
  const program = `${dashboard}
import * as fs from 'fs';
fs.writeFileSync('left-behind', '');
new aws.sqs.Queue('late').maxMessageSize.apply(size => new aws.s3.Bucket('images', { tags: { size: String(size) } }));`;
  const results = await checkProgram(await programIn({ 'index.ts': program }));
  const executed = results.filter(({ rule }) => rule === 'program-executed');
  expect(executed.map(result => [result.verdict, result.location.line, isBlocking(result)])).toEqual([
    ['unverifiable', 5, false],
    ['unverifiable', 6, true],
  ]);
});

test('an exception before any resource is reported at its line', async () => {
  expect(await errorOf({ 'index.ts': `throw new Error('no money');\n` })).toMatch(
    /^index\.ts:1: the program fails for the stack dev: no money/,
  );
});

test('a resource that is registered after a timer is checked too', async () => {
  const program = `${dashboard}setTimeout(() => new aws.rds.Instance('late', { instanceClass: 'db.t4g.micro' }), 10);`;
  const results = await checkProgram(await programIn({ 'index.ts': program }));
  expect(results.map(({ subject }) => subject?.name)).toContain('late');
});

test('an aborted check does not start', async () => {
  const message = await errorOf({ 'index.ts': dashboard }, { signal: AbortSignal.abort() });
  expect(message).toBe('The program in DIR was stopped before it began.');
});
