import { beforeAll, describe, expect, it } from 'vitest';
import { type Line, objectIn } from '../conformance/cli.ts';
import { type Program, realProgram } from '../conformance/program.ts';
import {
  answerIn,
  boot,
  earlyUser,
  FIXED_ANSWERS,
  handshake,
  malformedToken,
  type Scene,
  unreachableCatalogue,
} from '../conformance/scenes.ts';

// The native CLI beside that of the npm package, which the simulator is held against: where they are the same, so is the
// simulator; where they differ stands here. Run by `npm run test:native`, which installs it.

const nativeProgram: Program = {
  name: 'native qodercli',
  entry: process.env['NATIVE_QODERCLI'] ?? '',
  env: {},
};
const SLOW_MS = 180_000;

async function both(play: (program: Program) => Promise<Scene>): Promise<{ npm: Scene; native: Scene }> {
  const native = await play(nativeProgram);
  return { native, npm: await play(realProgram) };
}

const lineOf = (scene: Scene, subtype: string): Line =>
  objectIn(scene.lines.find((line) => line.subtype === subtype));

const bridgeMessages = (scene: Scene): Line[] =>
  scene.lines
    .map((line) => objectIn(line.request))
    .filter(({ subtype }) => subtype === 'mcp_message')
    .map(({ message }) => objectIn(message));

const resultOf = (scene: Scene): Line => objectIn(scene.lines.find((line) => line.type === 'result'));

describe('the handshake of the native CLI', () => {
  let npm: Scene;
  let native: Scene;
  beforeAll(async () => {
    ({ npm, native } = await both(handshake));
  }, SLOW_MS);

  it.each([...FIXED_ANSWERS, 'models'])('gives the same answer: %s', (name) => {
    expect(answerIn(native, name)).toEqual(answerIn(npm, name));
  });

  it('is of version 1.1.76, protocol 1.5.0, and calls a server that it has met connected', () => {
    expect(lineOf(native, 'init')).toMatchObject({
      qodercli_version: '1.1.76',
      protocol_version: '1.5.0',
      tools: lineOf(npm, 'init').tools,
      mcp_servers: [{ name: 'client', status: 'connected' }],
      model: 'lite',
      permissionMode: 'dontAsk',
    });
    expect(lineOf(npm, 'init')).toMatchObject({ mcp_servers: [{ name: 'client', status: 'disconnected' }] });
  });

  // --disable-builtin-skills leaves it some. They are offered by a tool that --tools '' leaves out.
  it('lists some skills, and no tool to use them', () => {
    const { skills, tools } = lineOf(native, 'init') as {
      readonly skills: string[];
      readonly tools: string[];
    };
    expect(skills.every((name) => name === 'imagegen' || name.startsWith('sites:'))).toBe(true);
    expect(tools).toEqual(['get_weather', 'mcp__client__second_one']);
    expect(lineOf(npm, 'init')['skills']).toEqual([]);
  });

  it('can do what the other can, and three things more', () => {
    const capabilities = (scene: Scene) =>
      objectIn(scene.answers.initialize?.response).capabilities as readonly string[];
    const [more, less] = [capabilities(native), capabilities(npm)];
    expect(more).toEqual(expect.arrayContaining([...less]));
    expect(more.filter((name) => !less.includes(name)).sort()).toEqual([
      'goal_resume_v1',
      'host_action',
      'selected_skills_v1',
    ]);
  });

  it('meets the tool server in the same order, under another name', () => {
    const methods = bridgeMessages(native).map(({ method }) => method);
    const [expected, rest] = [bridgeMessages(npm).map(({ method }) => method), methods.slice(3)];
    expect(methods.slice(0, 3)).toEqual(expected);
    // At its end it may cancel what was answered long ago; each is a message like the others, which has to be answered.
    expect(rest.every((method) => method === 'notifications/cancelled')).toBe(true);
    expect(objectIn(bridgeMessages(native)[0]?.params)).toMatchObject({
      clientInfo: { name: 'qodercli', version: '1.1.76' },
      capabilities: { roots: {}, elicitation: {} },
    });
  });

  it('writes the same kinds of line in the same order, and exits cleanly and silently', () => {
    const kinds = (scene: Scene) =>
      scene.lines
        .filter((line) => objectIn(objectIn(line.request).message).method !== 'notifications/cancelled')
        .map((line) => `${line.type}/${line.subtype ?? ''}`);
    expect(kinds(native)).toEqual(kinds(npm));
    expect(native).toMatchObject({ exit: { code: 0, signal: null }, stderr: '' });
  });
});

describe('the native CLI', () => {
  it(
    'ends when the catalogue cannot be reached, where the other says so and goes on',
    async () => {
      const { npm, native } = await both(unreachableCatalogue);
      expect(npm.answers.catalogue).toMatchObject({ subtype: 'error', code: 'no_models_available' });
      expect(native.answers.catalogue).toBeUndefined();
      expect(native.exit.code).toBe(1);
      expect(resultOf(native)).toMatchObject({
        is_error: true,
        error_code: 'model_catalog_unavailable',
        errors: [expect.stringContaining('model_catalog_unavailable')],
      });
    },
    SLOW_MS,
  );

  it.each([
    ['no payload', undefined],
    ['an unknown type', { type: 'wishful' }],
    ['an empty token', { type: 'accessToken', accessToken: '' }],
    ['a login that is not there', { type: 'qodercli' }],
    ['a bad service account key', { type: 'serviceAccount', serviceAccountKey: 'nonsense' }],
  ] as const)(
    'fails to boot like the other, with 41: %s',
    async (_name, payload) => {
      const { npm, native } = await both((program) => boot(program, payload));
      expect(native.exit).toEqual({ code: 41, signal: null });
      for (const field of ['subtype', 'is_error', 'terminal_reason', 'errors'])
        expect(resultOf(native)[field], field).toEqual(resultOf(npm)[field]);
    },
    SLOW_MS,
  );

  it(
    'refuses a turn before initialize, and one with an invalid token, as the npm one does',
    async () => {
      for (const play of [earlyUser, malformedToken]) {
        const { npm, native } = await both(play);
        for (const field of ['subtype', 'is_error', 'errors', 'result'])
          expect(resultOf(native)[field], field).toEqual(resultOf(npm)[field]);
      }
    },
    SLOW_MS,
  );
});
