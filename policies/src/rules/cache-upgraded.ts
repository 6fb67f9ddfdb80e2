import { requirementRule } from './requirements.ts';

/** AWS turns it on by default. */
export const cacheUpgraded = requirementRule({
  id: 'cache-upgraded',
  title: 'Caches get minor versions of their engine automatically.',
  why: 'Known vulnerabilities of the engine stay open until a person upgrades it.',
  fix: 'Remove autoMinorVersionUpgrade, or set it to true.',
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VersionManagement.html',
  controls: ['ElastiCache.2'],
  requires: [
    {
      types: ['aws:elasticache/replicationGroup:ReplicationGroup', 'aws:elasticache/cluster:Cluster'],
      path: 'autoMinorVersionUpgrade',
      is: true,
      leftOut: 'passes',
      fails: 'Minor versions of the engine are not installed automatically.',
      passes: 'Minor versions are installed automatically.',
    },
  ],
  remediations: [
    {
      types: ['aws:elasticache/replicationGroup:ReplicationGroup'],
      path: 'autoMinorVersionUpgrade',
      value: true,
      change: 'in-place',
    },
    // the property is a string there
    {
      types: ['aws:elasticache/cluster:Cluster'],
      path: 'autoMinorVersionUpgrade',
      value: 'true',
      change: 'in-place',
    },
  ],
  examples: {
    passing: [`new aws.elasticache.ReplicationGroup('sessions', { description: 'sessions' });`],
    failing: [
      `new aws.elasticache.ReplicationGroup('sessions', { description: 'sessions', autoMinorVersionUpgrade: false });`,
    ],
  },
});
