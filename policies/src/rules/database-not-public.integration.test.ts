import { expect, test } from 'vitest';
import { findingsOf } from '../testing/findings.ts';
import { databaseNotPublic } from './database-not-public.ts';

test('a database that is publicly accessible fails at the line that creates it', async () => {
  const findings = await findingsOf(
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

test('a database without the setting is not publicly accessible', async () => {
  const findings = await findingsOf(
    databaseNotPublic,
    `new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro' });`,
  );
  expect(findings).toMatchObject([{ name: 'orders', verdict: 'pass' }]);
});

test('an instance of a cluster is checked as well', async () => {
  const findings = await findingsOf(
    databaseNotPublic,
    `new aws.rds.ClusterInstance('orders', {
      clusterIdentifier: 'c', engine: 'aurora-postgresql', instanceClass: 'db.t4g.medium', publiclyAccessible: true,
    });`,
  );
  expect(findings).toMatchObject([{ verdict: 'fail' }]);
});

test('a value that is known only when it is deployed is unverifiable', async () => {
  const findings = await findingsOf(
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

test('a program without a database has no findings', async () => {
  expect(await findingsOf(databaseNotPublic, `new aws.s3.Bucket('images');`)).toEqual([]);
});
