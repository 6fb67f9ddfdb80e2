import { defineConfig } from 'vitest/config';

// Pulumi's packages are most of the time: the files of a worker share them, and the programs that ran
export default defineConfig({ test: { isolate: false, pool: 'threads', testTimeout: 60_000 } });
