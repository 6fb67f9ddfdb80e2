import { requirementRule } from './requirements.ts';

export const apiCacheEncrypted = requirementRule({
  id: 'api-cache-encrypted',
  title: 'The caches of REST APIs are encrypted.',
  why: 'Answers for one user can be read from the storage of the cache.',
  fix: `Encrypt the cache:
  settings: { cachingEnabled: true, cacheDataEncrypted: true }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html',
  controls: ['APIGateway.5'],
  requires: [
    {
      types: ['aws:apigateway/methodSettings:MethodSettings'],
      path: 'settings.cacheDataEncrypted',
      is: true,
      leftOut: 'fails',
      when: [{ path: 'settings.cachingEnabled', is: true }],
      fails: 'The cache is not encrypted.',
      passes: 'The cache is encrypted.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.apigateway.MethodSettings('shop', { restApi: 'api', stageName: 'prod', methodPath: '*/*', settings: { cachingEnabled: true, cacheDataEncrypted: true } });`,
      `new aws.apigateway.MethodSettings('shop', { restApi: 'api', stageName: 'prod', methodPath: '*/*', settings: { loggingLevel: 'INFO' } });`,
    ],
    failing: [
      `new aws.apigateway.MethodSettings('shop', { restApi: 'api', stageName: 'prod', methodPath: '*/*', settings: { cachingEnabled: true } });`,
    ],
  },
});
