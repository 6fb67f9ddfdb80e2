import { configDefaults, defineConfig } from 'vitest/config';

const folders = [
  '{packages,plugins}/*/src/**',
  'policies/src/**',
  '{tools,rehearsal}/**',
  'templates/*/migrations',
  'infra',
];
const integration = '**/*.integration.test.{ts,tsx}';
/** Tests that load Backstage's backend, which takes longer than most of them. */
const backends = ['packages/backend/src/**', 'plugins/*/src/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          setupFiles: ['tools/vitest/jestGlobal.ts', 'tools/vitest/pureOnly.ts'],
          include: folders.map(folder => `${folder}/*.test.{ts,tsx}`),
          exclude: [...configDefaults.exclude, integration],
          // for the slowest machine: each limit is many times what a test takes
          testTimeout: 120_000,
          // pure tests share modules: loading them once makes the run twice as fast
          isolate: false,
        },
      },
      {
        test: {
          name: 'integration',
          setupFiles: ['tools/vitest/jestGlobal.ts'],
          include: folders.map(folder => `${folder}/*.integration.test.{ts,tsx}`),
          exclude: [...configDefaults.exclude, ...backends],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'integration-backend',
          setupFiles: ['tools/vitest/jestGlobal.ts'],
          include: backends.map(folder => `${folder}/*.integration.test.{ts,tsx}`),
          testTimeout: 300_000,
          hookTimeout: 300_000,
          isolate: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['packages/*/e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'rehearsal',
          include: ['rehearsal/steps/*.rehearsal.ts'],
          fileParallelism: false,
          testTimeout: 1_800_000,
          hookTimeout: 1_800_000,
        },
      },
    ],
  },
});
