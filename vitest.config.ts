import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

/** Properties that take a second alone take several on a machine that does other things, too. */
const BUSY = 30_000;
/** What comes in milliseconds on an idle machine may take seconds on one that runs other tests. */
const PATIENT = { poll: { timeout: 15_000 } };

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [svelte(), svelteTesting()],
        test: {
          name: 'dashboard',
          include: ['dashboard/src/**/*.test.ts'],
          environment: 'jsdom',
          testTimeout: BUSY,
          expect: PATIENT,
          environmentOptions: { jsdom: { url: 'http://localhost:3000/dashboard/' } },
          setupFiles: ['dashboard/src/mocks/setup.ts'],
        },
      },
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts'],
          environment: 'node',
          testTimeout: BUSY,
          expect: PATIENT,
        },
      },
      {
        // A real browser against the built server.
        test: {
          name: 'browser',
          include: ['dashboard/e2e/**/*.test.ts'],
          globalSetup: ['dashboard/e2e/browser-needed.ts'],
          environment: 'node',
          sequence: { groupOrder: 3 },
          testTimeout: 90_000,
          hookTimeout: 90_000,
          expect: PATIENT,
        },
      },
      {
        // After all others: it looks at what they have seen.
        test: {
          name: 'coverage',
          include: ['contract-tests/coverage/*.test.ts'],
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'contract',
          include: ['contract-tests/**/*.test.ts'],
          exclude: [
            'contract-tests/coverage/**',
            'contract-tests/chaos/**',
            'contract-tests/native/**',
            // Packages that other runs have installed, with tests of their own.
            '**/.installed/**',
          ],
          globalSetup: ['contract-tests/support/coverage-setup.ts'],
          sequence: { groupOrder: 1 },
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 90_000,
          expect: PATIENT,
        },
      },
    ],
  },
});
