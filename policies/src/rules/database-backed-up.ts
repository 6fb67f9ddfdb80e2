import { isUnknown, type Node, numberOf } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, isSet, pass, type Result, unknown } from './settings.ts';

/** Clusters of Aurora always have a backup of at least one day. */
export const databaseBackedUp: PolicyRule = {
  id: 'database-backed-up',
  title: 'Databases are backed up automatically.',
  why: 'Without backups, a wrong statement or a lost volume destroys the data for good.',
  fix: `Keep backups for some days:
  backupRetentionPeriod: 7`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html',
  controls: ['RDS.11'],
  scope: 'resource',
  check: eachOf(['aws:rds/instance:Instance'], backupResult),
  remediations: [
    { types: ['aws:rds/instance:Instance'], path: 'backupRetentionPeriod', value: 7, change: 'in-place' },
  ],
  examples: {
    passing: [
      `new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro', backupRetentionPeriod: 7 });`,
      `new aws.rds.Instance('replica', { instanceClass: 'db.t4g.micro', replicateSourceDb: 'orders' });`,
    ],
    failing: [
      `new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro' });`,
      `new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro', backupRetentionPeriod: 0 });`,
    ],
  },
};

function backupResult({ inputs }: Node): Result {
  const { backupRetentionPeriod: days, replicateSourceDb } = inputs;
  if (isUnknown(days)) return unknown('backupRetentionPeriod');
  if ((numberOf(days) ?? 0) > 0) return pass(`Its backups are kept for ${String(days)} days.`);
  if (isSet(replicateSourceDb)) return undefined;
  return fail('The database has no automatic backups.');
}
