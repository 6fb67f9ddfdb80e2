import { expect, it } from 'vitest';
import { run } from './testing';

const instanceOf = async (stage: string, overrides: Record<string, string> = {}) =>
  (await run(stage, overrides)).one('rds/instance:Instance').inputs;

it('speaks over TLS only', async () => {
  const parameters = (await run('dev')).one('rds/parameterGroup:ParameterGroup').inputs;
  expect(parameters.family).toBe('postgres15');
  expect(parameters.parameters).toContainEqual({ name: 'rds.force_ssl', value: '1' });
});

it('is PostgreSQL 15, whose small updates come by themselves', async () => {
  expect(await instanceOf('dev')).toMatchObject({
    engine: 'postgres',
    engineVersion: '15',
    autoMinorVersionUpgrade: true,
    parameterGroupName: 'aws:rds/parameterGroup:ParameterGroup::shop-dev/name',
    caCertIdentifier: 'rds-ca-rsa2048-g1',
  });
});

it('has a password that nobody sets, and lets the service in by IAM', async () => {
  const instance = await instanceOf('dev');
  expect(instance).toMatchObject({ manageMasterUserPassword: true, iamDatabaseAuthenticationEnabled: true });
  expect(instance).not.toHaveProperty('password');
});

it('has a standby in another zone where the stage asks for it', async () => {
  expect(await instanceOf('prod')).toMatchObject({ multiAz: true });
  expect(await instanceOf('dev')).toMatchObject({ multiAz: false });
});

it('leaves a last snapshot that does not meet that of an earlier stack', async () => {
  const { finalSnapshotIdentifier } = await instanceOf('prod');
  expect(finalSnapshotIdentifier).toMatch(/^shop-prod-last-.{8}$/);
});

it.each(['small', 'large'])('a %s one is looked into, for the days that cost nothing', async size => {
  expect(await instanceOf('dev', { 'service:size': size })).toMatchObject({
    databaseInsightsMode: 'standard',
    performanceInsightsEnabled: true,
    performanceInsightsKmsKeyId: 'arn:aws:kms/key:Key:shop-dev',
    performanceInsightsRetentionPeriod: 7,
  });
});

it('is changed at once, but in its window where it is protected', async () => {
  expect(await instanceOf('dev')).toMatchObject({ applyImmediately: true });
  expect(await instanceOf('prod')).toMatchObject({
    applyImmediately: false,
    maintenanceWindow: 'sun:04:00-sun:05:00',
  });
});

it('grows by itself up to five times its first size', async () => {
  expect(await instanceOf('dev')).toMatchObject({ allocatedStorage: 20, maxAllocatedStorage: 100 });
});

it('writes its logs into groups that the stage made', async () => {
  const program = await run('dev', { 'service:logRetentionDays': '7' });
  const exported = program.one('rds/instance:Instance').inputs.enabledCloudwatchLogsExports as string[];
  for (const log of exported) {
    expect(program.one('cloudwatch/logGroup:LogGroup', `shop-dev-db-${log}`).inputs).toMatchObject({
      name: `/aws/rds/instance/shop-dev/${log}`,
      retentionInDays: 7,
    });
  }
  expect(exported).toContain('postgresql');
});
