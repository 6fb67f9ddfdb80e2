import type { Node } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, isSet, requireOn, type Result } from './settings.ts';

/** Valkey is always encrypted at rest where it is a replication group of its own. */
export const cacheEncrypted: PolicyRule = {
  id: 'cache-encrypted',
  title: 'Caches encrypt what they store, and their connections.',
  why: 'Sessions and tokens in a cache can be read from its snapshots, or on the way to it.',
  fix: 'Set atRestEncryptionEnabled and transitEncryptionEnabled to true; clients connect with TLS then.',
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/encryption.html',
  controls: ['ElastiCache.4', 'ElastiCache.5'],
  scope: 'resource',
  check: eachOf(['aws:elasticache/replicationGroup:ReplicationGroup'], encryptionResults),
  remediations: [
    {
      types: ['aws:elasticache/replicationGroup:ReplicationGroup'],
      path: 'atRestEncryptionEnabled',
      value: true,
      change: 'replacement',
    },
    {
      types: ['aws:elasticache/replicationGroup:ReplicationGroup'],
      path: 'transitEncryptionEnabled',
      value: true,
      change: 'replacement',
    },
  ],
  examples: {
    passing: [
      `new aws.elasticache.ReplicationGroup('sessions', { description: 'sessions', atRestEncryptionEnabled: true, transitEncryptionEnabled: true });`,
    ],
    failing: [
      `new aws.elasticache.ReplicationGroup('sessions', { description: 'sessions' });`,
      `new aws.elasticache.ReplicationGroup('sessions', { description: 'sessions', atRestEncryptionEnabled: true });`,
    ],
  },
};

function encryptionResults(resource: Node): Result[] {
  const { engine, globalReplicationGroupId } = resource.inputs;
  // the settings of a global group are those of its first member
  if (isSet(globalReplicationGroupId)) return [];
  const byDefault = engine === 'valkey' ? 'on' : 'off';
  return [
    requireOn(resource, {
      path: ['atRestEncryptionEnabled'],
      message: 'The cache does not encrypt what it stores.',
      passed: 'It encrypts what it stores.',
      byDefault,
    }),
    requireOn(resource, {
      path: ['transitEncryptionEnabled'],
      message: 'The connections to the cache are not encrypted.',
      passed: 'Its connections are encrypted.',
      byDefault,
    }),
  ];
}
