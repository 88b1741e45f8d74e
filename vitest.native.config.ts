import { defineConfig } from 'vitest/config';

// Apart from `npm test`: it needs the native CLI, which is under terms of its own.
export default defineConfig({
  test: {
    name: 'native',
    include: ['contract-tests/native/*.test.ts'],
    environment: 'node',
    hookTimeout: 180_000,
  },
});
