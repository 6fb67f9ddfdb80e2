import { expect, test } from 'vitest';
import { findingsOf } from '../testing/findings.ts';
import { databaseZones } from './database-zones.ts';

const group = (zones: string[], ids = 'subnets.map(({ id }) => id)') => `
const vpc = new aws.ec2.Vpc('vpc', { cidrBlock: '10.0.0.0/16' });
const subnets = [${zones.join()}].map((zone, index) => new aws.ec2.Subnet('subnet' + index, {
  vpcId: vpc.id, cidrBlock: \`10.0.\${index}.0/24\`, ...zone,
}));
new aws.rds.SubnetGroup('orders', { subnetIds: ${ids} });`;

const inZone = (zone: string) => `{ availabilityZone: '${zone}' }`;

test('subnets in two zones pass', async () => {
  const findings = await findingsOf(databaseZones, group([inZone('us-east-1a'), inZone('us-east-1b')]));
  expect(findings).toMatchObject([{ name: 'orders', verdict: 'pass', line: 6 }]);
});

test('zones that are looked up are distinguished', async () => {
  const zone = (index: number) =>
    `{ availabilityZone: aws.getAvailabilityZonesOutput().names.apply(names => names[${index}]!) }`;
  expect(await findingsOf(databaseZones, group([zone(0), zone(1)]))).toMatchObject([{ verdict: 'pass' }]);
  expect(await findingsOf(databaseZones, group([zone(0), zone(0)]))).toMatchObject([{ verdict: 'fail' }]);
});

test('zones may be named by their ids', async () => {
  const zone = (id: string) => `{ availabilityZoneId: '${id}' }`;
  expect(await findingsOf(databaseZones, group([zone('use1-az1'), zone('use1-az2')]))).toMatchObject([
    { verdict: 'pass' },
  ]);
});

test('two subnets in one zone fail', async () => {
  expect(await findingsOf(databaseZones, group([inZone('us-east-1a'), inZone('us-east-1a')]))).toMatchObject([
    { verdict: 'fail', message: expect.stringContaining('us-east-1a') as string },
  ]);
});

test('a single subnet fails in any zone', async () => {
  expect(await findingsOf(databaseZones, group(['{}']))).toMatchObject([{ verdict: 'fail' }]);
});

test('zones that AWS chooses are unverifiable', async () => {
  expect(await findingsOf(databaseZones, group(['{}', '{}']))).toMatchObject([
    {
      verdict: 'unverifiable',
      message: expect.stringContaining('AWS chooses the zone of subnet0') as string,
    },
  ]);
});

test('subnets of another program are unverifiable', async () => {
  expect(await findingsOf(databaseZones, group([], `['subnet-1', 'subnet-2']`))).toMatchObject([
    { verdict: 'unverifiable', message: expect.stringContaining("'subnet-1'") as string },
  ]);
});

test('a list that is known only when it is deployed is unverifiable', async () => {
  const other = `new pulumi.StackReference('o/p/s').getOutput('subnets')`;
  expect(await findingsOf(databaseZones, group([], other))).toMatchObject([{ verdict: 'unverifiable' }]);
});

test('a group that the program only reads is not checked', async () => {
  expect(await findingsOf(databaseZones, `aws.rds.SubnetGroup.get('orders', 'orders');`)).toEqual([]);
});

test('a program without a subnet group has no findings', async () => {
  expect(await findingsOf(databaseZones, `new aws.s3.Bucket('images');`)).toEqual([]);
});
