import { requirementRule } from './requirements.ts';

/** A member of a group, and of a global group, is where the group is. */
export const cacheOwnSubnets = requirementRule({
  id: 'cache-own-subnets',
  title: 'Caches are in subnets that the program chooses.',
  why: 'The default subnet group is in the default network, whose subnets are public.',
  fix: `Name a subnet group:
  subnetGroupName: group.name`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/SubnetGroups.html',
  controls: ['ElastiCache.7'],
  requires: [
    {
      types: ['aws:elasticache/replicationGroup:ReplicationGroup', 'aws:elasticache/cluster:Cluster'],
      path: 'subnetGroupName',
      noneOf: ['default'],
      leftOut: 'fails',
      when: [
        { path: 'replicationGroupId', set: false, leftOut: 'met' },
        { path: 'globalReplicationGroupId', set: false, leftOut: 'met' },
      ],
      fails: 'The cache is in the default subnets.',
      passes: 'It is in subnets of its own.',
    },
  ],
  examples: {
    passing: [
      `new aws.elasticache.ReplicationGroup('sessions', { description: 'sessions', subnetGroupName: 'sessions' });`,
    ],
    failing: [`new aws.elasticache.ReplicationGroup('sessions', { description: 'sessions' });`],
  },
});
