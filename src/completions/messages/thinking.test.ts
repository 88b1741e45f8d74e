import { expect, it } from 'vitest';
import type { ThinkingConfig } from '../../contract/operations.ts';
import { effortOf, showsThinking } from './thinking.ts';

const budget = (budget_tokens: number): ThinkingConfig => ({ type: 'enabled', budget_tokens });

it.each<[ThinkingConfig | null, 'low' | 'max' | undefined, string | undefined, boolean]>([
  [null, undefined, undefined, false],
  [null, 'max', 'max', false],
  [{ type: 'adaptive' }, undefined, undefined, true],
  [{ type: 'adaptive' }, 'low', 'low', true],
  [{ type: 'adaptive', display: 'omitted' }, undefined, undefined, false],
  [{ type: 'adaptive', display: 'summarized' }, undefined, undefined, true],
  [{ type: 'disabled' }, 'max', 'none', false],
  [budget(1_024), undefined, 'low', true],
  [budget(8_192), undefined, 'medium', true],
  [budget(31_999), undefined, 'high', true],
  [budget(31_999), 'low', 'low', true],
])('thinking %j with the effort %s asks for %s, and is shown: %s', (thinking, effort, asked, shown) => {
  expect(effortOf(thinking, effort === undefined ? undefined : { effort })).toBe(asked);
  expect(showsThinking(thinking)).toBe(shown);
});
