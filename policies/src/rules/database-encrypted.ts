import type { Node } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, isSet, requireOn, type Result, switchAt } from './settings.ts';

/** A replica and a restored database take the encryption of their source. */
const sources = [
  'replicateSourceDb',
  'replicationSourceIdentifier',
  'snapshotIdentifier',
  'restoreToPointInTime',
];

/** Aurora Serverless of the first version is always encrypted. */
export const databaseEncrypted: PolicyRule = {
  id: 'database-encrypted',
  title: 'Databases are encrypted.',
  why: 'A snapshot of an unencrypted database that is shared or copied shows all of its data, and encryption cannot be turned on later.',
  fix: 'Set storageEncrypted to true. An existing database must be restored from an encrypted copy of a snapshot.',
  severity: 'error',
  reference: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html',
  controls: ['RDS.3', 'RDS.27', 'DocumentDB.1', 'Neptune.1'],
  scope: 'resource',
  check: eachOf(
    [
      'aws:rds/instance:Instance',
      'aws:rds/cluster:Cluster',
      'aws:docdb/cluster:Cluster',
      'aws:neptune/cluster:Cluster',
    ],
    encryptionResult,
  ),
  remediations: [
    {
      types: [
        'aws:rds/instance:Instance',
        'aws:rds/cluster:Cluster',
        'aws:docdb/cluster:Cluster',
        'aws:neptune/cluster:Cluster',
      ],
      path: 'storageEncrypted',
      value: true,
      change: 'replacement',
    },
  ],
  examples: {
    passing: [
      `new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro', storageEncrypted: true });`,
      `const orders = new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro', storageEncrypted: true });
new aws.rds.Instance('replica', { instanceClass: 'db.t4g.micro', replicateSourceDb: orders.identifier });`,
      `new aws.rds.Cluster('orders', { engine: 'aurora-postgresql', engineMode: 'serverless' });`,
    ],
    failing: [
      `new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro' });`,
      `new aws.docdb.Cluster('orders', { storageEncrypted: false });`,
    ],
    unverifiable: [
      `const encrypted = new pulumi.StackReference('other').getOutput('encrypted') as pulumi.Output<boolean>;
new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro', storageEncrypted: encrypted });`,
    ],
  },
};

function encryptionResult(resource: Node): Result {
  const { inputs } = resource;
  const isFromSource = sources.some(source => isSet(inputs[source]));
  const isServerless = inputs.engineMode === 'serverless';
  if (switchAt(resource, 'storageEncrypted') === undefined && (isFromSource || isServerless))
    return undefined;
  return requireOn(resource, {
    path: ['storageEncrypted'],
    message: 'The storage of the database is not encrypted.',
    passed: 'Its storage is encrypted.',
  });
}
