import { describe, expect, it } from 'vitest';
import { requestLogOf, summaryOf } from '../../mocks/factories.ts';
import { dayOf, operationOf, phasesOf, statusOf, tokensPerSecond } from './words.ts';

const NOTHING = { admitted_ms: null, process_ms: null, sent_ms: null, first_token_ms: null, end_ms: null };

describe('phases', () => {
  it('leaves out what did not happen, and gives its time to the next that did', () => {
    const phases = phasesOf({ ...NOTHING, admitted_ms: 10, first_token_ms: 110, end_ms: 300 }, undefined);
    expect(phases.map(({ name, milliseconds }) => [name, milliseconds])).toEqual([
      ['Queued', 10],
      ['First token', 100],
      ['Answer', 190],
    ]);
  });

  it('calls no answer what ended before its first token', () => {
    const [, last] = phasesOf({ ...NOTHING, admitted_ms: 1, end_ms: 5 }, undefined);
    expect(last).toMatchObject({ name: 'Until the end', milliseconds: 4 });
  });

  it('goes on with the present phase of a request that runs', () => {
    const phases = phasesOf({ ...NOTHING, admitted_ms: 10 }, 250);
    expect(phases.at(-1)).toEqual({ name: 'Process', milliseconds: 240, tone: 'start', open: true });
  });

  it('shows no negative time when the clocks differ', () => {
    expect(phasesOf({ ...NOTHING, admitted_ms: 10 }, -5).at(-1)?.milliseconds).toBe(0);
  });
});

it.each([
  [{ state: 'running', status: null }, 'Running', 'info'],
  [{ state: 'succeeded', status: 200 }, '200', 'ok'],
  [{ state: 'failed', status: 429 }, '429', 'warn'],
  [{ state: 'failed', status: 502 }, '502', 'error'],
  [{ state: 'failed', status: 200 }, 'Broke off', 'error'],
  [{ state: 'cancelled', status: 499 }, 'Cancelled', 'neutral'],
] as const)('words %o as %s', (given, text, tone) => {
  expect(statusOf(summaryOf(given))).toMatchObject({ text, tone });
});

it('words operations', () => {
  expect(operationOf('createChatCompletion')).toBe('Create chat completion');
  expect(operationOf(null)).toBe('Unknown address');
});

it('measures the speed of whole answers only', () => {
  expect(tokensPerSecond(requestLogOf())).toBe(10);
  expect(tokensPerSecond(requestLogOf({ timings: NOTHING }))).toBeUndefined();
});

it('names the day of what is not of today', () => {
  const noon = new Date(2026, 10, 24, 12).getTime();
  expect(dayOf(noon, noon + 1)).toBeUndefined();
  expect(dayOf(noon, noon + 86_400_000)).toBe('24 Nov');
});
