import { defineConfig } from 'vitest/config';

/** The tests in a real browser, against the service at SERVICE_URL. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: 'test/browser/setup.ts',
    // the tests share a browser
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
