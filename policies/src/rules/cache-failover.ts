import { requirementRule } from './requirements.ts';

/** Stages for development, which may fail, are left out. */
export const cacheFailover = requirementRule({
  id: 'cache-failover',
  title: 'Caches fail over to a replica.',
  why: 'When the node fails, the cache is down until a new one has been filled.',
  fix: `Add a replica, and let it take over:
  numCacheClusters: 2, automaticFailoverEnabled: true`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html',
  controls: ['ElastiCache.3'],
  requires: [
    {
      types: ['aws:elasticache/replicationGroup:ReplicationGroup'],
      path: 'automaticFailoverEnabled',
      is: true,
      leftOut: 'fails',
      onlyIn: 'production',
      fails: 'No replica takes over when a node fails.',
      passes: 'A replica takes over when a node fails.',
    },
  ],
  examples: {
    passing: [
      `new aws.elasticache.ReplicationGroup('sessions', { description: 'sessions', automaticFailoverEnabled: true, numCacheClusters: 2 });`,
    ],
    failing: [`new aws.elasticache.ReplicationGroup('sessions', { description: 'sessions' });`],
  },
});
