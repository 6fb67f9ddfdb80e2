import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkProgram } from './check.ts';
import { rules } from './pack.ts';
import type { CheckResult } from './result.ts';

const infra = path.join(import.meta.dirname, '../../templates/prompt-library-service/skeleton/infra');

/** A copy of the skeleton's program, without what is installed in it, in which a text is replaced. */
async function mutated(file: string, before: string, after: string): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'goldpath-mutant-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  await cp(infra, dir, { recursive: true, filter: source => !source.includes('node_modules') });
  const source = await readFile(path.join(dir, file), 'utf8');
  expect(source).toContain(before);
  await writeFile(path.join(dir, file), source.replace(before, after));
  return dir;
}

/** The line of a text in a file of the skeleton. */
async function lineOf(file: string, text: string): Promise<number> {
  return (
    (await readFile(path.join(infra, file), 'utf8')).split('\n').findIndex(line => line.includes(text)) + 1
  );
}

const isNotWell = ({ verdict }: CheckResult) => verdict !== 'pass' && verdict !== 'not-applicable';

const failuresOf = async (dir: string) =>
  (await checkProgram(dir, { stack: 'dev' }))
    .filter(isNotWell)
    .map(({ rule, verdict, location }) => ({ rule, verdict, ...location }));

test('the program of the template passes in every stage', async () => {
  const results = await checkProgram(infra);
  expect(results.filter(isNotWell)).toEqual([]);
  expect(new Set(results.map(({ rule }) => rule))).toEqual(new Set(rules.map(({ id }) => id)));
});

test('a database opened to the public is caught', async () => {
  const dir = await mutated('database.ts', 'publiclyAccessible: false', 'publiclyAccessible: true');
  const line = await lineOf('database.ts', 'new aws.rds.Instance(');
  expect(await failuresOf(dir)).toEqual([
    { rule: 'database-not-public', verdict: 'fail', file: 'database.ts', line },
  ]);
});

test('a service moved to the public subnets is caught', async () => {
  const dir = await mutated('index.ts', 'network.privateSubnetIds', 'network.publicSubnetIds');
  const line = await lineOf('service.ts', 'new aws.ecs.Service(');
  expect(await failuresOf(dir)).toEqual([
    { rule: 'private-subnets', verdict: 'fail', file: 'service.ts', line },
  ]);
});

test('a way out for the isolated subnets is caught', async () => {
  const dir = await mutated('network.ts', 'routeTableId: publicTable.id', 'routeTableId: isolatedTable.id');
  const line = await lineOf('database.ts', 'new aws.rds.Instance(');
  expect(await failuresOf(dir)).toEqual([
    { rule: 'private-subnets', verdict: 'fail', file: 'database.ts', line },
  ]);
});

test('a way out for the private subnets past NAT is caught', async () => {
  const dir = await mutated('network.ts', 'natGatewayId: nat.id', 'gatewayId: gateway.id');
  const line = await lineOf('service.ts', 'new aws.ecs.Service(');
  expect(await failuresOf(dir)).toEqual([
    { rule: 'private-subnets', verdict: 'fail', file: 'service.ts', line },
  ]);
});
