import { requirementRule } from './requirements.ts';

/** Memcached has no backups, and the members of a group have those of the group. */
export const cacheBackedUp = requirementRule({
  id: 'cache-backed-up',
  title: 'Caches of Redis and Valkey are backed up.',
  why: 'Data that only the cache has, such as sessions and counters, is lost with it.',
  fix: `Keep snapshots for some days:
  snapshotRetentionLimit: 1`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html',
  controls: ['ElastiCache.1'],
  requires: [
    {
      types: ['aws:elasticache/replicationGroup:ReplicationGroup'],
      path: 'snapshotRetentionLimit',
      atLeast: 1,
      leftOut: 'fails',
      onlyIn: 'production',
      fails: 'The cache has no backups.',
      passes: 'It has backups.',
      remediation: 'in-place',
    },
    {
      types: ['aws:elasticache/cluster:Cluster'],
      path: 'snapshotRetentionLimit',
      atLeast: 1,
      leftOut: 'fails',
      onlyIn: 'production',
      when: [
        { path: 'engine', noneOf: ['memcached'], leftOut: 'met' },
        { path: 'replicationGroupId', set: false, leftOut: 'met' },
      ],
      fails: 'The cache has no backups.',
      passes: 'It has backups.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.elasticache.ReplicationGroup('sessions', { description: 'sessions', snapshotRetentionLimit: 7 });`,
      `new aws.elasticache.Cluster('pages', { engine: 'memcached', nodeType: 'cache.t4g.micro', numCacheNodes: 1 });`,
    ],
    failing: [
      `new aws.elasticache.ReplicationGroup('sessions', { description: 'sessions' });`,
      `new aws.elasticache.Cluster('pages', { engine: 'redis', nodeType: 'cache.t4g.micro', numCacheNodes: 1 });`,
    ],
  },
});
