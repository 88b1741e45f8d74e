import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Chaos, good, startChaos } from '../support/chaos.ts';
import { conformingError } from '../support/contract.ts';
import { type Step, scripted } from '../support/script.ts';

/** A refused login holds boots back for 4 s, then for 8 s. */
const RECOVERY_MS = 20_000;

let chaos: Chaos;
beforeAll(async () => {
  chaos = await startChaos();
});
afterAll(() => chaos.stop());
beforeEach(() => chaos.mark());
afterEach(async () => {
  chaos.setScenario({});
  chaos.mendCli();
  await chaos.serves(RECOVERY_MS);
  await chaos.settles();
});

/** The warm process is taken: those that follow meet the fault. */
async function useWarm(): Promise<void> {
  await chaos.serves();
}

const fails = (status: number, code: string) =>
  conformingError('createChatCompletion', chaos.ask(good()), { status, code });

const FAULTS: readonly {
  readonly name: string;
  readonly inject: () => void;
  readonly status: number;
  readonly code: string;
  readonly log: Readonly<Record<string, unknown>>;
}[] = [
  {
    name: 'is missing',
    inject: () => rmSync(chaos.cli),
    status: 502,
    code: 'qodercli_failed',
    log: { kind: 'unavailable', reason: 'qodercli was not found.' },
  },
  {
    name: 'is not executable',
    inject: () => chaos.setCli('#!/bin/sh\n', 0o644),
    status: 502,
    code: 'qodercli_failed',
    log: { kind: 'unavailable', reason: 'qodercli is not executable.' },
  },
  {
    name: 'is no program',
    inject: () => chaos.setCli('#!/nowhere/interpreter\n'),
    status: 502,
    code: 'qodercli_failed',
    log: { kind: 'unavailable', reason: 'qodercli was not found.' },
  },
  {
    name: 'exits at boot and leaves a grandchild that holds its output',
    inject: () => chaos.setScenario({ boot: { exit: 1, stderr: 'broken', fork: { seconds: 60 } } }),
    status: 502,
    code: 'qodercli_failed',
    log: { kind: 'unavailable', reason: /exited with code 1/ },
  },
  {
    name: 'is killed at boot',
    inject: () => chaos.setScenario({ boot: { signal: 'SIGKILL' } }),
    status: 502,
    code: 'qodercli_failed',
    log: { kind: 'unavailable', reason: /was ended by SIGKILL/ },
  },
  {
    name: 'is refused its token',
    inject: () => chaos.setScenario({ boot: { terminalReason: 'auth_invalid', errors: ['Token refused'] } }),
    status: 403,
    code: 'qoder_auth_failed',
    log: { kind: 'not_logged_in', reason: /Token refused/ },
  },
];

describe.each(FAULTS)('a CLI that $name', ({ inject, status, code, log }) => {
  it('is an error as long as it is so, and is tried again', async () => {
    inject();
    await useWarm();
    await fails(status, code);
    await chaos.logged({ msg: 'qodercli did not boot', ...log });
    await chaos.logged({ msg: 'request', status, failure: log['kind'] });
  });
});

it('a crash loop holds boots back ever longer, answers at once meanwhile, and ends by itself', async () => {
  chaos.setScenario({ boot: { exit: 1 } });
  await useWarm();
  for (const [failures, nextBootInMs] of [0, 1_000, 2_000].entries()) {
    await chaos.logged({ msg: 'qodercli did not boot', failures: failures + 1, nextBootInMs });
  }
  await fails(502, 'qodercli_failed');
  chaos.setScenario({});
  chaos.mark();
  await chaos.serves(RECOVERY_MS);
  await chaos.logged({ msg: 'qodercli is warm' });
});

const BEGINNINGS: readonly (readonly [
  name: string,
  scenario: object,
  status: number,
  code: string,
  log: Readonly<Record<string, unknown>>,
])[] = [
  [
    'speaks another major version of the protocol',
    { protocol: '2.0.0' },
    502,
    'qodercli_failed',
    { failure: 'unavailable', reason: 'qodercli speaks protocol 2.0.0; 1.x is needed.' },
  ],
  [
    'hangs in initialize',
    { initialize: { hang: true } },
    504,
    'timeout',
    { failure: 'unresponsive', reason: /said nothing for 3000 ms/ },
  ],
  [
    'refuses to initialize',
    { initialize: { error: { message: 'no', code: 'x' } } },
    502,
    'qodercli_failed',
    { failure: 'model_failed' },
  ],
];

describe.each(BEGINNINGS)('a CLI that %s', (_, scenario, status, code, log) => {
  it('is an error of the turn, and of no other', async () => {
    chaos.setScenario(scenario);
    await useWarm();
    await fails(status, code);
    await chaos.logged({ msg: 'request', status, ...log });
    // The next one is as bad, and fails the next request; the one after that is mended.
    await expect.poll(chaos.pool, { timeout: 10_000 }).toMatchObject({ booting: 0, warm: 1 });
    chaos.setScenario({});
    await fails(status, code);
  });
});

describe('a login that expires while processes are warm', () => {
  const expired: readonly Step[] = [{ error: 'authentication_failed', message: 'Not logged in' }];

  it('ends them all, and is told until it is renewed', async () => {
    const before = chaos.clis();
    chaos.setScenario({ boot: { terminalReason: 'auth_required', errors: ['Please sign in'] } });
    await conformingError('createChatCompletion', chaos.ask(scripted(expired)), {
      status: 403,
      code: 'qoder_auth_failed',
    });
    await chaos.logged({ msg: 'request', status: 403, failure: 'not_logged_in' });
    await chaos.logged({ msg: 'qodercli did not boot', kind: 'not_logged_in', nextBootInMs: 4_000 });
    await fails(403, 'qoder_auth_failed');
    expect(chaos.clis().filter((pid) => before.includes(pid))).toEqual([]);
  });
});
