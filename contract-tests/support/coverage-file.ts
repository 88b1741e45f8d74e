import { fileURLToPath } from 'node:url';

/** One line per answer that was seen to conform: operation and status. */
export const COVERAGE_FILE = fileURLToPath(new URL('../.results/coverage.txt', import.meta.url));
