import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { type Gateway, startGateway } from './support/gateway.ts';
import { scripted } from './support/script.ts';

interface Model {
  readonly id: string;
  readonly name: string;
  readonly alias_of?: string;
  readonly vision?: boolean;
}

const CHAT = '/v1/chat/completions';

/** The simulator, with a catalogue of its own. */
const withModels = (models: readonly object[]) =>
  startGateway({ env: { QODER_SIMULATOR_SCRIPT: JSON.stringify({ models }) } });

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

describe('models', () => {
  it('lists the live catalogue with what each model can do, its public names and the aliases', async () => {
    const { data } = await conforming('listModels', gateway.fetch('/v1/models'));
    const byId = new Map<string, Model>(data.map((model: Model) => [model.id, model]));
    expect(byId.get('auto')).toMatchObject({ vision: true, price_factor: 1, context_window: 200_000 });
    expect(byId.get('dfmodel')?.vision).toBe(false);
    expect(byId.get('qmodel_38max')).toMatchObject({
      name: 'Qwen3.8-Max',
      reasoning_efforts: ['low', 'medium', 'high', 'xhigh', 'max'],
    });
    expect(byId.get('Qwen3.8-Max')).toMatchObject({ alias_of: 'qmodel_38max', vision: true });
    expect(byId.get('kimi')?.alias_of).toBe('kmodel_latest');
    expect(byId.get('lite')).toMatchObject({ price_factor: 0, vision: false });
    expect(byId.get('gpt-4o')?.alias_of).toBe('auto');
    expect(byId.get('claude-3-haiku')?.alias_of).toBe('lite');
    expect(byId.size).toBe(data.length);
  });

  it('serves each listed name with the model that the list says, and retrieves it by that name', async () => {
    const { data } = await conforming('listModels', gateway.fetch('/v1/models'));
    for (const { id, alias_of: target } of data as readonly Model[]) {
      const found = await conforming('retrieveModel', gateway.fetch(`/v1/models/${encodeURIComponent(id)}`));
      expect(found.id).toBe(id);
      const { headers } = await gateway.post(CHAT, scripted([{ text: 'x' }], { model: id }));
      expect([id, headers.get('x-qoder-model')]).toEqual([id, target ?? id]);
    }
  });

  it.each([
    ['auto', 'auto'],
    ['gpt-4o', 'gpt-4o'],
    ['GPT-4o', 'gpt-4o'],
    ['qwen/qwen3.8-max', 'Qwen3.8-Max'],
    ['qwen%2Fqwen3.8-max', 'Qwen3.8-Max'],
    ['Qwen3.7%20Plus', 'Qwen3.7-Plus'],
    ['qoder-auto', 'auto'],
    ['openai/GPT-4o-2024-08-06', 'gpt-4o'],
    ['claude-3-5-sonnet-20241022', 'claude-3.5-sonnet'],
    ['claude-sonnet-4-20250514', 'claude-sonnet-4'],
  ])('retrieves %s', async (name, id) => {
    const model = await conforming('retrieveModel', gateway.fetch(`/v1/models/${name}`));
    expect(model.id).toBe(id);
  });

  it.each(['nope', 'org/name:x', 'org%2Fname', '__proto__', 'qwen3.5-max', 'nocturne', 'claude-opus-9'])(
    'answers 404 for %s',
    async (id) => {
      await conformingError('retrieveModel', gateway.fetch(`/v1/models/${id}`), {
        status: 404,
        code: 'model_not_found',
        param: 'model',
      });
    },
  );

  it('is paged as Anthropic pages it', async () => {
    const page = (query: string) => conforming('listModels', gateway.fetch(`/v1/models?${query}`));
    const { data } = await page('limit=1000');
    const ids = data.map(({ id }: Model) => id);
    expect((await conforming('listModels', gateway.fetch('/v1/models'))).data).toEqual(data);
    const seen: string[] = [];
    for (let after = ''; ; after = `&after_id=${encodeURIComponent(seen.at(-1) ?? '')}`) {
      const { data: some, has_more: hasMore, first_id: first, last_id: last } = await page(`limit=7${after}`);
      expect([first, last]).toEqual([some[0].id, some.at(-1).id]);
      seen.push(...some.map(({ id }: Model) => id));
      if (!hasMore) break;
    }
    expect(seen).toEqual(ids);
    const before = await page(`limit=2&before_id=${encodeURIComponent(ids[3])}`);
    expect(before.data.map(({ id }: Model) => id)).toEqual([ids[1], ids[2]]);
    expect(before.has_more).toBe(true);
    for (const [query, param] of [
      ['limit=0', 'limit'],
      ['after_id=nope', 'after_id'],
      ['before_id=nope', 'before_id'],
    ] as const) {
      await conformingError('listModels', gateway.fetch(`/v1/models?${query}`), { status: 400, param });
    }
  });

  it.each([
    ['/v1/models/nope', 404, 'not_found_error'],
    ['/v1/models?limit=0', 400, 'invalid_request_error'],
    ['/v1/nothing-here', 404, 'not_found_error'],
  ])("tells Anthropic's clients of errors in their form: %s", async (target, status, type) => {
    const headers = { 'anthropic-version': '2023-06-01' };
    const response = await gateway.fetch(target, { headers });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      type: 'error',
      error: { type, message: expect.stringMatching(/./) },
      request_id: response.headers.get('request-id'),
    });
  });

  it('refuses an id that is too long to be one', async () => {
    await conformingError('retrieveModel', gateway.fetch(`/v1/models/${'x'.repeat(5_000)}`), { status: 400 });
  });

  it.each([
    ['auto', 'auto', 'exact'],
    ['qwen3.8-max', 'qmodel_38max', 'exact'],
    ['Qwen3.7 Plus', 'qmodel', 'exact'],
    ['moonshotai/kimi-k3', 'kmodel_latest', 'exact'],
    ['z-ai/glm-5.3', 'gmodel', 'exact'],
    ['deepseek-v4-pro', 'dmodel', 'exact'],
    ['minimax-m3', 'mmodel', 'exact'],
    ['cantus', 'cmodel', 'exact'],
    ['glm', 'gmodel', 'alias'],
    ['gpt-4o', 'auto', 'alias'],
    ['openai/GPT-4o-2024-08-06', 'auto', 'alias'],
    ['claude-3-5-sonnet-20241022', 'auto', 'alias'],
    ['claude-opus-4-1', 'ultimate', 'family'],
    ['o4-mini', 'performance', 'alias'],
    ['gpt-3.5-turbo', 'lite', 'alias'],
    ['deepseek-chat', 'dmodel', 'family'],
    ['qoder-auto', 'auto', 'exact'],
  ])('serves %s with %s', async (name, model, resolution) => {
    const response = await gateway.post(CHAT, scripted([{ text: 'x' }], { model: name }));
    const body = await conforming('createChatCompletion', response);
    expect(body.model).toBe(model);
    expect(response.headers.get('x-qoder-model')).toBe(model);
    expect(response.headers.get('x-qoder-model-resolution')).toBe(resolution);
  });

  it('serves a version that the account lacks with one of its family, and says so', async () => {
    const response = await gateway.post(CHAT, scripted([{ text: 'x' }], { model: 'qwen3.5-max' }));
    expect(response.headers.get('x-qoder-model')).toBe('qmodel_38max');
    expect(response.headers.get('x-qoder-model-resolution')).toBe('family');
    await gateway.logged((line) => line.requested === 'qwen3.5-max' && line.model === 'qmodel_38max');
  });

  it('serves a name that nobody knows with the fallback, and logs it', async () => {
    const response = await gateway.post(CHAT, scripted([{ text: 'x' }], { model: 'mystery-1' }));
    const body = await conforming('createChatCompletion', response);
    expect(body.model).toBe('lite');
    expect(response.headers.get('x-qoder-model-resolution')).toBe('fallback');
    await gateway.logged((line) => line.requested === 'mystery-1' && line.model === 'lite');
  });

  it('lists the static models while the catalogue cannot be reached', async () => {
    const offline = await startGateway({
      env: { QODER_SIMULATOR_SCRIPT: '{"initialize":{},"models":[]}' },
      ready: false,
    });
    const { data } = await conforming('listModels', offline.fetch('/v1/models'));
    expect(data.map((model: Model) => model.id)).toEqual(
      expect.arrayContaining(['auto', 'lite', 'gmodel', 'GLM-5.3', 'gpt-4o']),
    );
    await offline.stop();
  });

  it('has another model behind a kept key, no family that is missing, and no disabled model', async () => {
    const own = await withModels([
      { value: 'auto', displayName: 'Auto', isDefault: true },
      { value: 'qmodel', displayName: 'Qwen4.2-Plus' },
      { value: 'kmodel', displayName: 'Kimi-K3', isEnabled: false },
    ]);
    const { data } = await conforming('listModels', own.fetch('/v1/models'));
    const ids = data.map(({ id }: Model) => id);
    expect(ids).toEqual(expect.arrayContaining(['auto', 'qmodel', 'Qwen4.2-Plus', 'qwen']));
    for (const absent of ['kmodel', 'Kimi-K3', 'kimi', 'glm']) expect(ids).not.toContain(absent);
    const servedBy = async (model: string) => {
      const { headers } = await own.post(CHAT, scripted([{ text: 'x' }], { model }));
      return [headers.get('x-qoder-model'), headers.get('x-qoder-model-resolution')];
    };
    expect(await servedBy('qwen4.2-plus')).toEqual(['qmodel', 'exact']);
    expect(await servedBy('qwen3.7-plus')).toEqual(['qmodel', 'family']);
    expect(await servedBy('kimi')).toEqual(['auto', 'fallback']);
    expect(await servedBy('glm-5.3')).toEqual(['auto', 'fallback']);
    await own.stop();
  });

  it('bears a catalogue with names that nobody should give', async () => {
    const own = await withModels([
      { value: 'auto', displayName: 'Auto' },
      { value: 'long', displayName: 'Endless '.repeat(1_000) },
      { value: 'odd', displayName: '\u202eBad\u0000\nName\ud800' },
      { value: 'number', displayName: 7 },
      {
        value: 'null',
        displayName: null,
        isVl: 'yes',
        priceFactor: '1',
        efforts: 'high',
        maxInputTokens: -1,
      },
      { value: '模型', displayName: 'auto' },
      { value: 'bad\r\nset-cookie: x', displayName: 'Header' },
      { value: 'x'.repeat(10_000), displayName: 'Too long' },
      { value: 1, displayName: 'No text' },
      { value: 'auto', displayName: 'Again' },
    ]);
    const { data } = await conforming('listModels', own.fetch('/v1/models'));
    const keys = data.filter(({ alias_of: target }: Model) => target === undefined);
    expect(keys.map(({ id, name }: Model) => [id, name.slice(0, 15)])).toEqual([
      ['auto', 'Auto'],
      ['long', 'Endless Endless'],
      ['odd', 'Bad Name'],
      ['number', 'number'],
      ['null', 'null'],
      ['模型', 'auto'],
    ]);
    expect(Math.max(...data.map(({ name }: Model) => name.length))).toBeLessThanOrEqual(100);
    expect(new Set(data.map(({ id }: Model) => id)).size).toBe(data.length);
    const { headers, status } = await own.post(CHAT, scripted([{ text: 'x' }], { model: '模型' }));
    expect([status, headers.get('x-qoder-model')]).toEqual([200, encodeURIComponent('模型')]);
    await own.stop();
  });
});
