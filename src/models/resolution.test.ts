import { describe, expect, it } from 'vitest';
import { modelAliases } from './aliases.ts';
import { modelList, staticCatalogue } from './model-list.ts';
import { resolveModel } from './resolution.ts';

const known = new Set(staticCatalogue.map(({ id }) => id));
const resolve = (name: string, ids: ReadonlySet<string> = known) => resolveModel(name, ids, 'lite');

describe('a model name', () => {
  it.each([...known])('%s is itself', (id) => {
    expect(resolve(id)).toEqual({ model: id, tier: 'exact' });
  });

  it.each(Object.entries(modelAliases))('%s is %s, by its alias', (alias, model) => {
    expect(resolve(alias)).toEqual({ model, tier: 'alias' });
    expect(known.has(model)).toBe(true);
  });

  it.each([
    ['claude-sonnet-4-5-20250929', 'auto', 'family'],
    ['anthropic/claude-opus-4.1', 'ultimate', 'family'],
    ['claude-3-5-haiku-latest', 'efficient', 'alias'],
    ['gpt-4o-2024-08-06', 'auto', 'alias'],
    ['gpt-5-mini', 'lite', 'family'],
    ['o3-mini-high', 'performance', 'family'],
    ['gemini-2.5-flash', 'efficient', 'family'],
    ['qwen3-coder:480b', 'qmodel', 'family'],
    ['glm-4.6', 'gm51model', 'family'],
    ['auto-thinking-high', 'auto', 'exact'],
    ['something-new', 'lite', 'fallback'],
    ['', 'lite', 'fallback'],
    ['__proto__', 'lite', 'fallback'],
  ])('%s is %s, by its %s', (name, model, tier) => {
    expect(resolve(name)).toEqual({ model, tier });
  });

  it('never leads to a model that the account lacks, but by the fallback', () => {
    expect(resolve('gpt-4o', new Set(['lite', 'qmodel']))).toEqual({ model: 'lite', tier: 'fallback' });
  });
});

describe('the model list', () => {
  it('has each model once, and the aliases of those alone', () => {
    const list = modelList([{ id: 'auto', name: 'Auto', vision: true, priceFactor: 1 }]);
    expect(list[0]).toMatchObject({
      id: 'auto',
      object: 'model',
      owned_by: 'qoder',
      vision: true,
      price_factor: 1,
    });
    expect(list.slice(1).every((model) => model.alias_of === 'auto')).toBe(true);
    expect(list.map(({ id }) => id)).toContain('gpt-4o');
    expect(list.map(({ id }) => id)).not.toContain('o1');
  });
});
