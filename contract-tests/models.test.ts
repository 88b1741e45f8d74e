import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { type Gateway, startGateway } from './support/gateway.ts';
import { scripted } from './support/script.ts';

interface Model {
  readonly id: string;
  readonly alias_of?: string;
  readonly vision?: boolean;
}

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

describe('models', () => {
  it('lists the live catalogue with what each model can do, and the aliases', async () => {
    const { data } = await conforming('listModels', gateway.fetch('/v1/models'));
    const byId = new Map<string, Model>(data.map((model: Model) => [model.id, model]));
    expect(byId.get('auto')).toMatchObject({ vision: true, price_factor: 1, context_window: 200_000 });
    expect(byId.get('dfmodel')?.vision).toBe(false);
    expect(byId.get('gpt-4o')?.alias_of).toBe('auto');
    expect(byId.get('claude-3-haiku')?.alias_of).toBe('lite');
    expect(byId.size).toBe(data.length);
  });

  it.each(['auto', 'gpt-4o', 'claude-3.5-sonnet'])('retrieves %s', async (id) => {
    const model = await conforming('retrieveModel', gateway.fetch(`/v1/models/${id}`));
    expect(model.id).toBe(id);
  });

  it.each(['nope', 'org/name:x', 'org%2Fname', '__proto__'])('answers 404 for %s', async (id) => {
    await conformingError('retrieveModel', gateway.fetch(`/v1/models/${id}`), {
      status: 404,
      code: 'model_not_found',
      param: 'model',
    });
  });

  it('refuses an id that is too long to be one', async () => {
    await conformingError('retrieveModel', gateway.fetch(`/v1/models/${'x'.repeat(5_000)}`), { status: 400 });
  });

  it.each([
    ['auto', 'auto'],
    ['gpt-4o', 'auto'],
    ['openai/GPT-4o-2024-08-06', 'auto'],
    ['claude-3-5-sonnet-20241022', 'auto'],
    ['claude-opus-4-1', 'ultimate'],
    ['o4-mini', 'performance'],
    ['gpt-3.5-turbo', 'lite'],
    ['deepseek-chat', 'dmodel'],
    ['qoder-auto', 'auto'],
  ])('serves %s with %s', async (name, model) => {
    const response = await gateway.post('/v1/chat/completions', scripted([{ text: 'x' }], { model: name }));
    const body = await conforming('createChatCompletion', response);
    expect(body.model).toBe(model);
    expect(response.headers.get('x-qoder-model')).toBe(model);
  });

  it('serves a name that nobody knows with the fallback, and logs it', async () => {
    const body = await conforming(
      'createChatCompletion',
      gateway.post('/v1/chat/completions', scripted([{ text: 'x' }], { model: 'mystery-1' })),
    );
    expect(body.model).toBe('lite');
    await gateway.logged((line) => line.requested === 'mystery-1' && line.model === 'lite');
  });

  it('lists the static models while the catalogue cannot be reached', async () => {
    const offline = await startGateway({
      env: { QODER_SIMULATOR_SCRIPT: '{"initialize":{},"models":[]}' },
      ready: false,
    });
    const { data } = await conforming('listModels', offline.fetch('/v1/models'));
    expect(data.map((model: Model) => model.id)).toEqual(
      expect.arrayContaining(['auto', 'lite', 'gm51model', 'gpt-4o']),
    );
    await offline.stop();
  });
});
