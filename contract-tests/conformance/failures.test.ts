import { describe, expect, it } from 'vitest';
import { type Line, objectIn } from './cli.ts';
import { offlineSimulator, type Program, realProgram } from './program.ts';
import { boot, earlyUser, malformedToken, refusedTurn, type Scene } from './scenes.ts';
import { shapeOf } from './shape.ts';

const slow = 90_000;

async function both(play: (program: Program) => Promise<Scene>): Promise<{ real: Scene; simulated: Scene }> {
  const simulated = await play(offlineSimulator);
  return { simulated, real: await play(realProgram) };
}

function resultOf(scene: Scene): Line {
  const results = scene.lines.filter((line) => line.type === 'result');
  expect(results).toHaveLength(1);
  return objectIn(results[0]);
}

/** Same keys and types throughout, and the same words where a server decides by them. */
function expectSameResult(real: Scene, simulated: Scene, ...fields: string[]): void {
  const expected = resultOf(real);
  const actual = resultOf(simulated);
  expect(shapeOf(actual)).toEqual(shapeOf(expected));
  for (const field of ['subtype', 'is_error', 'terminal_reason', 'stop_reason', 'num_turns', ...fields]) {
    expect(actual[field], field).toEqual(expected[field]);
  }
}

const kinds = (scene: Scene) =>
  scene.lines.map(
    (line) => `${line.type}/${line.subtype ?? line.state ?? objectIn(line.request).subtype ?? ''}`,
  );

describe('a turn without a login', () => {
  it(
    'ends with the words of a host that refuses a token; one bad tool makes all vanish',
    async () => {
      const { real, simulated } = await both(refusedTurn);
      for (const scene of [real, simulated]) {
        const init = scene.lines.find((line) => line.subtype === 'init');
        expect(init?.tools).toEqual([]);
        expect(scene.answers.initialize?.subtype).toBe('success');
        expect(scene.exit.code).toBe(1);
      }
      for (const name of ['models', 'servers']) {
        const { request_id: _real, ...expected } = real.answers[name] ?? {};
        expect(simulated.answers[name], name).toMatchObject(expected);
      }
      expectSameResult(real, simulated, 'errors');
      expect(kinds(simulated)).toEqual(kinds(real));
    },
    slow,
  );

  it(
    'looks like an answer when the host hands over something that is no token',
    async () => {
      const { real, simulated } = await both(malformedToken);
      expectSameResult(real, simulated, 'result');
      const [expected, actual] = [real, simulated].map((scene) =>
        scene.lines.find((line) => line.type === 'assistant'),
      );
      expect(shapeOf(actual)).toEqual(shapeOf(expected));
      expect(actual?.error).toBe(expected?.error);
      expect(objectIn(actual?.message).model).toBe(objectIn(expected?.message).model);
    },
    slow,
  );

  it(
    'is refused before initialize',
    async () => {
      const { real, simulated } = await both(earlyUser);
      expectSameResult(real, simulated, 'errors');
      expect(simulated.exit).toEqual(real.exit);
      expect(kinds(simulated)).toEqual(kinds(real));
    },
    slow,
  );
});

describe('a boot that fails', () => {
  const payloads: [string, object | undefined][] = [
    ['no payload', undefined],
    ['an unknown type', { type: 'wishful' }],
    ['an empty token', { type: 'accessToken', accessToken: '' }],
    ['a login that is not there', { type: 'qodercli' }],
    ['a bad service account key', { type: 'serviceAccount', serviceAccountKey: 'nonsense' }],
  ];
  it.each(payloads)(
    'says why and exits 41: %s',
    async (_name, payload) => {
      const { real, simulated } = await both((program) => boot(program, payload));
      expectSameResult(real, simulated);
      expect(real.exit.code).toBe(41);
      expect(simulated.exit).toEqual(real.exit);
      expect(kinds(simulated)).toEqual(kinds(real));
    },
    slow,
  );

  it(
    'never answers to an access token that nobody can check',
    async () => {
      const payload = { type: 'accessToken', accessToken: 'conformance-inert' };
      const { real, simulated } = await both((program) => boot(program, payload));
      expect(simulated.exit.code).toBe(1);
      expect(simulated.stdout).toBe('');
      expect(simulated.stderr).toContain('NetworkAttemptError');
      expect(real.exit.code).not.toBe(0);
      expect(real.lines.some((line) => line.type === 'assistant' && line.error === undefined)).toBe(false);
      // Only a machine without a network can show the rest: with one, the service refuses the token.
      if (!real.stderr.includes('NetworkAttemptError')) return;
      expect(real.exit).toEqual(simulated.exit);
      expect(real.stdout).toBe('');
    },
    slow,
  );
});
