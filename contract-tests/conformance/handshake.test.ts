import { beforeAll, describe, expect, it } from 'vitest';
import { type Line, objectIn } from './cli.ts';
import { offlineSimulator, realProgram } from './program.ts';
import { answerIn, FIXED_ANSWERS, handshake, type Scene, unreachableCatalogue } from './scenes.ts';
import { shapeOf } from './shape.ts';

function linesOf(scene: Scene, type: string, subtype: string): Line[] {
  return scene.lines.filter((line) => line.type === type && line.subtype === subtype);
}

function bridgeMessages(scene: Scene): Line[] {
  const requests = scene.lines.filter((line) => line.type === 'control_request');
  return requests
    .map((line) => objectIn(line.request))
    .filter((request) => request.subtype === 'mcp_message');
}

describe('the handshake', () => {
  let real: Scene;
  let simulated: Scene;

  beforeAll(async () => {
    simulated = await handshake(offlineSimulator);
    real = await handshake(realProgram);
  }, 90_000);

  it.each(FIXED_ANSWERS)('gives the same answer: %s', (name) => {
    expect(answerIn(simulated, name)).toEqual(answerIn(real, name));
  });

  it.each(['context'])('gives an answer of the same shape: %s', (name) => {
    expect(shapeOf(simulated.answers[name])).toEqual(shapeOf(real.answers[name]));
  });

  it('reports an unreachable catalogue as an empty list and as a retryable error', async () => {
    const [told, expected] = [
      await unreachableCatalogue(offlineSimulator),
      await unreachableCatalogue(realProgram),
    ].map(({ answers }) => answers);
    expect(simulated.answers.models).toMatchObject({ subtype: 'success', response: { models: [] } });
    expect(told?.catalogue).toMatchObject({ subtype: 'error', code: 'no_models_available' });
    expect(told?.initialize).toMatchObject({ subtype: 'success' });
    // With a network the inert token is refused in a way that only the service decides.
    if (objectIn(expected?.catalogue).code !== 'no_models_available') return;
    expect(shapeOf(told?.catalogue)).toEqual(shapeOf(expected?.catalogue));
    expect(objectIn(told?.catalogue).error).toBe(objectIn(expected?.catalogue).error);
    expect(shapeOf(simulated.answers.models)).toEqual(shapeOf(real.answers.models));
  }, 90_000);

  it('meets the tool server with the same three messages in the same order', () => {
    expect(bridgeMessages(real).map((request) => objectIn(request.message).method)).toEqual([
      'initialize',
      'notifications/initialized',
      'tools/list',
    ]);
    expect(bridgeMessages(simulated)).toEqual(bridgeMessages(real));
  });

  it('asks for a token in the same words, and only once', () => {
    const asked = (scene: Scene) =>
      scene.lines
        .map((line) => objectIn(line.request))
        .filter((request) => request.subtype === 'fetch_service_account_token')
        .map(({ session_id: _id, ...request }) => request);
    expect(asked(real)).toHaveLength(1);
    expect(asked(simulated)).toEqual(asked(real));
  });

  it('answers initialize in the same shape', () => {
    expect(shapeOf(simulated.answers.initialize)).toEqual(shapeOf(real.answers.initialize));
    const { capabilities } = objectIn(real.answers.initialize?.response);
    expect(objectIn(simulated.answers.initialize?.response).capabilities).toEqual(capabilities);
  });

  it('announces itself with the same init line', () => {
    const [realInit] = linesOf(real, 'system', 'init');
    const [simulatedInit] = linesOf(simulated, 'system', 'init');
    const comparable = ({ cwd: _cwd, uuid: _uuid, session_id: _id, ...line }: Line) => line;
    expect(comparable(objectIn(simulatedInit))).toEqual(comparable(objectIn(realInit)));
    expect(shapeOf(simulatedInit)).toEqual(shapeOf(realInit));
    expect(realInit).toMatchObject({ tools: ['get_weather', 'mcp__client__second_one'] });
  });

  it('is the pinned release, of protocol 1', () => {
    const [init] = linesOf(real, 'system', 'init');
    expect(init).toMatchObject({ qodercli_version: '1.1.52' });
    expect(String(init?.protocol_version)).toMatch(/^1\./);
  });

  it('shows applied flag settings where the host looks for them', () => {
    for (const scene of [real, simulated]) {
      const settings = objectIn(scene.answers.settings?.response);
      expect(settings.sources).toEqual({
        user: {},
        workspace: {},
        local: {},
        flag: { general: { enableAutoUpdate: false } },
      });
      expect(settings.effective).toMatchObject({ general: { enableAutoUpdate: false, maxAttempts: 11 } });
    }
  });

  it('writes the same kinds of line in the same order', () => {
    const kinds = (scene: Scene) => scene.lines.map((line) => `${line.type}/${line.subtype ?? ''}`);
    expect(kinds(simulated)).toEqual(kinds(real));
    for (const subtype of ['artifacts_update', 'status']) {
      expect(shapeOf(linesOf(simulated, 'system', subtype))).toEqual(
        shapeOf(linesOf(real, 'system', subtype)),
      );
    }
  });

  it('exits cleanly and silently', () => {
    for (const scene of [real, simulated]) {
      expect(scene.exit).toEqual({ code: 0, signal: null });
      expect(scene.stderr).toBe('');
    }
  });
});
