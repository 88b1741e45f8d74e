import { expect, it } from 'vitest';
import { parametersOf } from './parameters.ts';

it('finds the parameters within others', () => {
  const body = { model: 'auto', input: 'x' };
  expect(parametersOf({ ...body, text: { verbosity: 'low' } })['text.verbosity']).toBe('low');
  expect(parametersOf(body)['text.verbosity']).toBeNull();
});
