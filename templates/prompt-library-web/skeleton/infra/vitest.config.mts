import { defineConfig } from 'vitest/config';

// loading Pulumi's packages takes most of the time: the test files of a worker share them, and the programs that ran
export default defineConfig({ test: { isolate: false, pool: 'threads', testTimeout: 60_000 } });
