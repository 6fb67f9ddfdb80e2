import { createRequire } from 'node:module';

// Node cannot load the ESM build of this package: it imports names from lodash, which is CommonJS.
export const { DefaultGithubCredentialsProvider, ScmIntegrations } = createRequire(import.meta.url)(
  '@backstage/integration',
) as typeof import('@backstage/integration');
