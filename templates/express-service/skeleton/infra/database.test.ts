import { expect, it } from 'vitest';
import { run } from './testing';

const instanceOf = async (stage: string, overrides: Record<string, string> = {}) =>
  (await run(stage, overrides)).one('rds/instance:Instance').inputs;

it('accepts only TLS connections', async () => {
  const parameters = (await run('dev')).one('rds/parameterGroup:ParameterGroup').inputs;
  expect(parameters.family).toBe('postgres15');
  expect(parameters.parameters).toContainEqual({ name: 'rds.force_ssl', value: '1' });
});

it('is PostgreSQL 15 with automatic minor version upgrades', async () => {
  expect(await instanceOf('dev')).toMatchObject({
    engine: 'postgres',
    engineVersion: '15',
    autoMinorVersionUpgrade: true,
    parameterGroupName: 'aws:rds/parameterGroup:ParameterGroup::shop-dev/name',
    caCertIdentifier: 'rds-ca-rsa2048-g1',
  });
});

it('has a managed password, and supports IAM authentication for the service', async () => {
  const instance = await instanceOf('dev');
  expect(instance).toMatchObject({ manageMasterUserPassword: true, iamDatabaseAuthenticationEnabled: true });
  expect(instance).not.toHaveProperty('password');
});

it('has a standby in another zone if the stage is configured so', async () => {
  expect(await instanceOf('prod')).toMatchObject({ multiAz: true });
  expect(await instanceOf('dev')).toMatchObject({ multiAz: false });
});

it('has a name for the final snapshot that does not collide with that of an earlier stack', async () => {
  const { finalSnapshotIdentifier } = await instanceOf('prod');
  expect(finalSnapshotIdentifier).toMatch(/^shop-prod-last-.{8}$/);
});

it.each(['small', 'large'])(
  'a %s one has Performance Insights, with the retention that is free of charge',
  async size => {
    expect(await instanceOf('dev', { 'service:size': size })).toMatchObject({
      databaseInsightsMode: 'standard',
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: 'arn:aws:kms/key:Key:shop-dev',
      performanceInsightsRetentionPeriod: 7,
    });
  },
);

it('is changed immediately, or in its maintenance window when it is protected', async () => {
  expect(await instanceOf('dev')).toMatchObject({ applyImmediately: true });
  expect(await instanceOf('prod')).toMatchObject({
    applyImmediately: false,
    maintenanceWindow: 'sun:04:00-sun:05:00',
  });
});

it('grows automatically up to five times its initial size', async () => {
  expect(await instanceOf('dev')).toMatchObject({ allocatedStorage: 20, maxAllocatedStorage: 100 });
});

it('exports its logs to log groups of the stage', async () => {
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
