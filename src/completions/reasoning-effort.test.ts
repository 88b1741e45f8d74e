import { describe, expect, it } from 'vitest';
import { effortForModel } from './reasoning-effort.ts';

const three = ['low', 'medium', 'high'];

describe('the effort of a request', () => {
  it.each([
    ['is left to the model where none is asked for', undefined, { reasoningEfforts: three }, undefined],
    ['is the one asked for where the model has it', 'medium', { reasoningEfforts: three }, 'medium'],
    ['is the highest where the model has none so high', 'max', { reasoningEfforts: three }, 'high'],
    ['is the next lower one', 'xhigh', { reasoningEfforts: ['low', 'high', 'max'] }, 'high'],
    ['is the lowest where the model has none so low', 'low', { reasoningEfforts: ['high', 'max'] }, 'high'],
    ['is handed on where nobody knows the levels', 'high', {}, 'high'],
    [
      '`none` turns thinking off where the model allows it',
      'none',
      { reasoningEfforts: three, canTurnThinkingOff: true },
      'none',
    ],
    ['`minimal` does so, too', 'minimal', { reasoningEfforts: three, canTurnThinkingOff: true }, 'none'],
    [
      '`none` is the lowest level where thinking cannot be turned off',
      'none',
      { reasoningEfforts: three, canTurnThinkingOff: false },
      'low',
    ],
    ['`minimal` is the lowest level there', 'minimal', { reasoningEfforts: ['medium', 'high'] }, 'medium'],
    ['`none` is handed on where nobody knows', 'none', {}, 'none'],
    ['`minimal` is `low` where nobody knows: Qoder has no such level', 'minimal', {}, 'low'],
  ] as const)('%s', (_, wanted, traits, expected) => {
    expect(effortForModel(wanted, traits)).toBe(expected);
  });
});
