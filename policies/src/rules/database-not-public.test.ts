import { expect, test } from 'vitest';
import { judge } from '../testing/program.ts';
import { databaseNotPublic } from './database-not-public.ts';

test('a database that is publicly accessible fails at the line that makes it', async () => {
  const findings = await judge(
    databaseNotPublic,
    `
const unrelated = 1;
new aws.rds.Instance('orders', {
  instanceClass: 'db.t4g.micro',
  publiclyAccessible: true,
});`,
  );
  expect(findings).toMatchObject([{ name: 'orders', verdict: 'fail', line: 3 }]);
});

test('a database that says nothing of it is not publicly accessible', async () => {
  const findings = await judge(
    databaseNotPublic,
    `new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro' });`,
  );
  expect(findings).toMatchObject([{ name: 'orders', verdict: 'pass' }]);
});

test('an instance of a cluster is judged as well', async () => {
  const findings = await judge(
    databaseNotPublic,
    `new aws.rds.ClusterInstance('orders', {
      clusterIdentifier: 'c', engine: 'aurora-postgresql', instanceClass: 'db.t4g.medium', publiclyAccessible: true,
    });`,
  );
  expect(findings).toMatchObject([{ verdict: 'fail' }]);
});

test('what only a deployment would tell is unverifiable', async () => {
  const findings = await judge(
    databaseNotPublic,
    `
const other = new aws.ssm.Parameter('open', { type: 'String', value: 'true' });
new aws.rds.Instance('orders', {
  instanceClass: 'db.t4g.micro',
  publiclyAccessible: other.version.apply(version => version > 1),
});`,
  );
  expect(findings).toMatchObject([{ verdict: 'unverifiable' }]);
});

test('a program without a database has nothing to judge', async () => {
  expect(await judge(databaseNotPublic, `new aws.s3.Bucket('images');`)).toEqual([]);
});
