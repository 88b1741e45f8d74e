import { defineConfig } from 'vitest/config';

// Apart from `npm test`: it looks at what a server uses down to the descriptor, which a machine that is busy with
// other tests disturbs.
export default defineConfig({
  test: {
    name: 'chaos',
    include: ['contract-tests/chaos/**/*.test.ts'],
    globalSetup: ['contract-tests/support/coverage-setup.ts'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 90_000,
    expect: { poll: { timeout: 15_000 } },
  },
});
