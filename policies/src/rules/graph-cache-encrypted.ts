import { requirementRule } from './requirements.ts';

export const graphCacheEncrypted = requirementRule({
  id: 'graph-cache-encrypted',
  title: 'Caches of GraphQL APIs are encrypted.',
  why: 'The cache holds the answers for every user, and encryption cannot be turned on later.',
  fix: `Encrypt the cache at rest and in transit:
  atRestEncryptionEnabled: true, transitEncryptionEnabled: true`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/appsync/latest/devguide/enabling-caching.html',
  controls: ['AppSync.1', 'AppSync.6'],
  requires: [
    {
      types: ['aws:appsync/apiCache:ApiCache'],
      path: 'atRestEncryptionEnabled',
      is: true,
      leftOut: 'fails',
      fails: 'The cache is not encrypted at rest.',
      passes: 'It is encrypted at rest.',
      remediation: 'replacement',
    },
    {
      types: ['aws:appsync/apiCache:ApiCache'],
      path: 'transitEncryptionEnabled',
      is: true,
      leftOut: 'fails',
      fails: 'Connections to the cache are not encrypted.',
      passes: 'Connections to it are encrypted.',
      remediation: 'replacement',
    },
  ],
  examples: {
    passing: [
      `new aws.appsync.ApiCache('shop', { apiId: 'api', apiCachingBehavior: 'FULL_REQUEST_CACHING', ttl: 60, type: 'SMALL', atRestEncryptionEnabled: true, transitEncryptionEnabled: true });`,
    ],
    failing: [
      `new aws.appsync.ApiCache('shop', { apiId: 'api', apiCachingBehavior: 'FULL_REQUEST_CACHING', ttl: 60, type: 'SMALL', atRestEncryptionEnabled: true });`,
    ],
  },
});
