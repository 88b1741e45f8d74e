import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { declaredPairs } from '../support/contract.ts';
import { COVERAGE_FILE } from '../support/coverage-file.ts';

it('has seen every status that the contract declares, of every operation', () => {
  const seen = new Set(readFileSync(COVERAGE_FILE, 'utf8').split('\n'));
  expect(declaredPairs().length).toBeGreaterThan(40);
  expect(declaredPairs().filter((pair) => !seen.has(pair))).toEqual([]);
});
