import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'tools/**/*.test.ts'],
    pool: 'forks',
    globalSetup: ['src/platform/database/test-server-setup.ts'],
    // One file at a time: the test databases share a server, and a long transaction of one holds back the end of the log of all.
    maxWorkers: 1,
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
