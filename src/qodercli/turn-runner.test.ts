import { describe, expect, it } from 'vitest';
import { ControlError } from './control.ts';
import type { ReleaseCause } from './death.ts';
import type { QoderEvent } from './events.ts';
import { type FailureKind, QoderFailure } from './failure.ts';
import type { ParkedSession } from './parking.ts';
import type { NextTurn } from './session.ts';
import type { Turn } from './turn.ts';
import { createTurnRunner, type TurnRunnerParts } from './turn-runner.ts';

const step = { type: 'message', content: [{ type: 'text', text: 'more' }] } as const;
const turn: Turn = {
  model: 'auto',
  systemPrompt: 'x',
  content: [{ type: 'text', text: 'all' }],
  tools: [],
  reasoningEffort: 'high',
};
const continued: Turn = { ...turn, continuation: { key: 'k', step } };
const text: QoderEvent = { type: 'text', text: 'Hi' };
const ended: QoderEvent = { type: 'ended', stopReason: 'end_turn' };
const failure = (kind: FailureKind) => new QoderFailure(kind, kind);

/** Sessions that do what the test says, in the order in which they are taken. */
function runner(plans: readonly (readonly (QoderEvent | QoderFailure)[])[], hasParked = false) {
  const released: ReleaseCause[][] = [];
  const asked: NextTurn[] = [];
  const parked: string[] = [];
  const failed: unknown[] = [];
  let taken = 0;
  const session = (): ParkedSession => {
    const plan = plans[taken] ?? [];
    const causes: ReleaseCause[] = [];
    released.push(causes);
    taken += 1;
    return {
      lease: { release: (cause: ReleaseCause) => causes.push(cause) },
      session: {
        process: { pid: taken },
        async *run(next: NextTurn, _signal: AbortSignal, onSent: () => void) {
          asked.push(next);
          onSent();
          for (const item of plan) {
            if (item instanceof QoderFailure) throw item;
            yield [item];
          }
        },
      },
    } as unknown as ParkedSession;
  };
  const parts: TurnRunnerParts = {
    admission: { enter: async () => () => undefined },
    parking: {
      take: () => (hasParked ? session() : undefined),
      park: (key) => parked.push(key),
    },
    pool: { hasRoom: () => true },
    openSession: async () => session(),
    silenceTimeoutMs: 60_000,
    onAdmitted: () => undefined,
    onEnded: () => undefined,
    onFailed: (error) => failed.push(error),
  };
  const run = async (what: Turn) => {
    const events: QoderEvent[] = [];
    const turns = createTurnRunner(parts)(
      what,
      new AbortController().signal,
      () => undefined,
      () => 'next',
    );
    for await (const batch of turns) events.push(...batch);
    return events;
  };
  return { run, released, asked, parked, failed };
}

describe('a turn', () => {
  it('asks with its effort, and parks its session', async () => {
    const { run, asked, parked, released } = runner([[text, ended]]);
    expect(await run(turn)).toEqual([text, ended]);
    expect([asked, parked, released]).toEqual([
      [{ step: undefined, reasoningEffort: 'high' }],
      ['next'],
      [[]],
    ]);
  });

  it('goes on in a parked session with what is new, and with its own effort', async () => {
    const { run, asked } = runner([[text, ended]], true);
    await run(continued);
    expect(asked).toEqual([{ step, reasoningEffort: 'high' }]);
  });
});

describe('a turn is asked once more, in a fresh session and whole,', () => {
  it.each<[string, boolean, FailureKind]>([
    ['when its parked session had died', true, 'unavailable'],
    ['when Qoder takes it for a duplicate', false, 'duplicate_request'],
    ['when the CLI ended for want of a model catalogue', false, 'catalogue_unavailable'],
    ['when Qoder takes it for a duplicate in a parked session', true, 'duplicate_request'],
  ])('%s', async (_, hasParked, kind) => {
    const { run, asked, released, failed } = runner([[failure(kind)], [text, ended]], hasParked);
    expect(await run(continued)).toEqual([text, ended]);
    expect(asked.at(-1)).toEqual({ step: undefined, reasoningEffort: 'high' });
    expect([released[0], failed]).toEqual([['failed'], []]);
  });

  it('also when the model had only been waited for', async () => {
    const waiting: QoderEvent = { type: 'waiting', cause: 'model_queue' };
    const { run } = runner([
      [waiting, failure('duplicate_request')],
      [text, ended],
    ]);
    expect(await run(turn)).toEqual([waiting, text, ended]);
  });
});

describe('a turn fails', () => {
  it('when a CLI that stays alive has been asked for its catalogue twice', async () => {
    const cause = new ControlError('catalog', 'no_models_available');
    const missing = new QoderFailure('catalogue_unavailable', 'none', { cause });
    const { run, released } = runner([[missing], [text, ended]]);
    await expect(run(turn)).rejects.toBe(missing);
    expect(released).toHaveLength(1);
  });

  it.each<[string, readonly (readonly (QoderEvent | QoderFailure)[])[], boolean, FailureKind, number]>([
    [
      'when any of its text has gone out',
      [
        [text, failure('duplicate_request')],
        [text, ended],
      ],
      false,
      'duplicate_request',
      1,
    ],
    [
      'when text of a parked session has gone out',
      [
        [text, failure('unavailable')],
        [text, ended],
      ],
      true,
      'unavailable',
      1,
    ],
    [
      'when the second try fails as well',
      [[failure('duplicate_request')], [failure('duplicate_request')], [ended]],
      false,
      'duplicate_request',
      2,
    ],
    ['when a fresh process dies', [[failure('unavailable')], [text, ended]], false, 'unavailable', 1],
    [
      'when its parked session says why',
      [[failure('quota_exceeded')], [text, ended]],
      true,
      'quota_exceeded',
      1,
    ],
  ])('%s', async (_, plans, hasParked, kind, sessions) => {
    const { run, released, failed } = runner(plans, hasParked);
    await expect(run(continued)).rejects.toMatchObject({ kind });
    expect(released).toHaveLength(sessions);
    expect(released.every(([cause]) => cause === 'failed')).toBe(true);
    expect(failed).toMatchObject([{ kind }]);
  });
});
