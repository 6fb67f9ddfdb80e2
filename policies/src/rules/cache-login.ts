import { requirementRule } from './requirements.ts';

/** Later versions have users with roles, which the program may define elsewhere. */
export const cacheLogin = requirementRule({
  id: 'cache-login',
  title: 'Caches with a Redis before version 6 require a password.',
  why: 'Everything that reaches the port can read and change the cache.',
  fix: `Upgrade to a version with users, or require a password over TLS:
  transitEncryptionEnabled: true, authToken: config.requireSecret('token')`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html',
  controls: ['ElastiCache.6'],
  requires: [
    {
      types: ['aws:elasticache/replicationGroup:ReplicationGroup'],
      path: 'authToken',
      set: true,
      leftOut: 'fails',
      when: [{ path: 'engineVersion', matches: /^[2-5]\./ }],
      fails: 'It requires no password.',
      passes: 'It requires a password.',
    },
  ],
  examples: {
    passing: [
      `new aws.elasticache.ReplicationGroup('sessions', { description: 'sessions', engineVersion: '7.1' });`,
      `new aws.elasticache.ReplicationGroup('sessions', { description: 'sessions', engineVersion: '5.0.6', authToken: 'correct-horse-battery' });`,
    ],
    failing: [
      `new aws.elasticache.ReplicationGroup('sessions', { description: 'sessions', engineVersion: '5.0.6' });`,
    ],
  },
});
