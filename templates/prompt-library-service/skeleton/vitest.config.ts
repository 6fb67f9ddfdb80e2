import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'dev/**/*.test.ts'],
    globalSetup: 'test/global-setup.ts',
    // loading the service takes a third of the time: the test files of a worker share its modules
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
