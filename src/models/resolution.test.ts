import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CatalogueModel } from '../qodercli/catalogue.ts';
import { modelAliases } from './aliases.ts';
import { modelList } from './model-list.ts';
import { fold } from './names.ts';
import { createModelResolver, type Refusal, type ResolutionTier } from './resolution.ts';
import { staticCatalogue } from './static-catalogue.ts';

const known = createModelResolver(staticCatalogue, 'lite');

type Found = { readonly model: string; readonly tier: ResolutionTier } | Refusal;
function resolve(name: string, catalogue = staticCatalogue, fallback = 'lite'): Found {
  const resolver = catalogue === staticCatalogue ? known : createModelResolver(catalogue, fallback);
  const found = resolver.resolve(name);
  return typeof found === 'object' ? { model: found.model.id, tier: found.tier } : found;
}

describe('a model name', () => {
  it.each(staticCatalogue)('$id is itself, and so is $name', ({ id, name }) => {
    expect(resolve(id)).toEqual({ model: id, tier: 'exact' });
    expect(resolve(name)).toEqual({ model: id, tier: 'exact' });
  });

  it.each(Object.entries(modelAliases))('%s is %s, by its alias', (alias, model) => {
    expect(resolve(alias)).toEqual({ model, tier: 'alias' });
  });

  it.each([
    // Public names as people write them.
    ['qwen3.8-max', 'qmodel_38max', 'exact'],
    ['QWEN3.8_MAX', 'qmodel_38max', 'exact'],
    ['Qwen 3.8 Max', 'qmodel_38max', 'exact'],
    ['qwen3-8-max', 'qmodel_38max', 'exact'],
    ['qwen38max', 'qmodel_38max', 'exact'],
    ['qwen/qwen3.8-max', 'qmodel_38max', 'exact'],
    ['openrouter/qwen/qwen3.8-max:free', 'qmodel_38max', 'exact'],
    ['qwen3.8-max-latest', 'qmodel_38max', 'exact'],
    ['Qwen3.7 Plus', 'qmodel', 'exact'],
    ['moonshotai/kimi-k3', 'kmodel_latest', 'exact'],
    ['z-ai/glm-5.3', 'gmodel', 'exact'],
    ['deepseek-v4-flash', 'dfmodel', 'exact'],
    ['qoder/minimax-m3', 'mmodel', 'exact'],
    ['qoder-cantus', 'cmodel', 'exact'],
    ['QModel_Latest', 'qmodel_latest', 'exact'],
    ['auto-thinking-high', 'auto', 'exact'],
    // Names without a version, or without the rest.
    ['qwen', 'qmodel_38max', 'alias'],
    ['kimi', 'kmodel_latest', 'alias'],
    ['GLM', 'gmodel', 'alias'],
    ['deepseek', 'dmodel', 'alias'],
    ['minimax', 'mmodel', 'alias'],
    ['deepseek-flash', 'dfmodel', 'alias'],
    ['deepseek-v4', 'dmodel', 'alias'],
    ['qwen3.8', 'qmodel_38max', 'family'],
    ['qwen-max', 'qmodel_38max', 'family'],
    ['qwen-plus', 'qmodel', 'family'],
    ['qwen3.7', 'qmodel_latest', 'family'],
    ['qwen37', 'qmodel_latest', 'family'],
    ['qwen-turbo', 'qfmodel', 'family'],
    ['glm-flash', 'gfmodel', 'family'],
    ['kimi-code', 'kmodel', 'family'],
    // Versions that the account lacks.
    ['qwen3.5-max', 'qmodel_38max', 'family'],
    ['qwen3.6-plus', 'qmodel', 'family'],
    ['qwen36plus', 'qmodel', 'family'],
    ['glm51', 'gmodel', 'family'],
    ['qwen3-coder:480b', 'qmodel_38max', 'family'],
    ['kimi-k2', 'kmodel', 'family'],
    ['moonshotai/kimi-k2-0905', 'kmodel', 'family'],
    ['moonshot-v1-128k', 'kmodel_latest', 'family'],
    ['glm-4.6', 'gmodel', 'family'],
    ['glm-4.5-air', 'gfmodel', 'family'],
    ['gm51model', 'gmodel', 'family'],
    ['deepseek-chat', 'dmodel', 'family'],
    ['deepseek-ai/DeepSeek-R1', 'dmodel', 'family'],
    ['cantus-2', 'cmodel', 'family'],
    // Other vendors.
    ['claude-sonnet-4-5-20250929', 'auto', 'family'],
    ['anthropic/claude-opus-4.1', 'ultimate', 'family'],
    ['claude-3-5-haiku-latest', 'efficient', 'alias'],
    ['gpt-4o-2024-08-06', 'auto', 'alias'],
    ['openai/gpt-4o', 'auto', 'alias'],
    ['gpt-5-mini', 'lite', 'family'],
    ['o3-mini-high', 'performance', 'family'],
    ['gemini-2.5-flash', 'efficient', 'family'],
    // No model's.
    ['something-new', 'lite', 'fallback'],
    ['auto-gpt', 'lite', 'fallback'],
    ['', 'lite', 'fallback'],
    ['/', 'lite', 'fallback'],
    ['...', 'lite', 'fallback'],
    ['__proto__', 'lite', 'fallback'],
    ['qwen'.repeat(100), 'lite', 'fallback'],
  ])('%s is %s, by its %s', (name, model, tier) => {
    expect(resolve(name)).toEqual({ model, tier });
  });
});

describe('an account of its own', () => {
  const qwen = { id: 'qmodel', name: 'Qwen3.9-Plus' };
  const lite = { id: 'lite', name: 'Lite' };

  it('has another model behind a key that stays', () => {
    expect(resolve('qwen3.9-plus', [lite, qwen])).toEqual({ model: 'qmodel', tier: 'exact' });
    expect(resolve('qmodel', [lite, qwen])).toEqual({ model: 'qmodel', tier: 'exact' });
    expect(resolve('qwen3.7-plus', [lite, qwen])).toEqual({ model: 'qmodel', tier: 'family' });
  });

  it('may have a key that is the name of another model: as it stands it is the key', () => {
    const other = { id: 'other', name: 'QModel' };
    expect(resolve('qmodel', [other, qwen])).toEqual({ model: 'qmodel', tier: 'exact' });
    expect(resolve('QModel', [qwen, other])).toEqual({ model: 'other', tier: 'exact' });
  });

  it('may have a name twice: the first one counts', () => {
    expect(
      resolve('kimi', [
        { id: 'a', name: 'Kimi' },
        { id: 'b', name: 'KIMI' },
      ]),
    ).toMatchObject({ model: 'a' });
  });

  it('may have names whose letters have several lower cases', () => {
    for (const name of ['straße-2', 'STRASSE-2', 'Strasse 2']) {
      expect(resolve(name, [lite, { id: 's', name: 'Straße 2' }])).toEqual({ model: 's', tier: 'exact' });
    }
  });

  it('may have models of families that nobody has heard of', () => {
    const catalogue = [lite, { id: 's1', name: 'Stella 2 Pro' }, { id: 's2', name: 'Stella 10 Pro' }];
    expect(resolve('stella', catalogue)).toEqual({ model: 's2', tier: 'family' });
    expect(resolve('stella-2', catalogue)).toEqual({ model: 's1', tier: 'family' });
    expect(resolve('vendor/stella-3-pro', catalogue)).toEqual({ model: 's2', tier: 'family' });
  });

  it('is not said to have a version that it lacks', () => {
    const catalogue = [lite, { id: 'd5', name: 'DeepSeek-V5' }];
    expect(resolve('deepseek', catalogue)).toEqual({ model: 'd5', tier: 'alias' });
    expect(resolve('deepseek-v4', catalogue)).toEqual({ model: 'd5', tier: 'family' });
  });

  it('may lack a family', () => {
    expect(resolve('kimi-k3', [lite, qwen])).toEqual({ model: 'lite', tier: 'fallback' });
    expect(resolve('gpt-4o', [lite, qwen])).toEqual({ model: 'lite', tier: 'fallback' });
  });

  it('refuses the name of a disabled model, and keeps it out of aliases, families and fallback', () => {
    const catalogue: CatalogueModel[] = [
      { id: 'auto', name: 'Auto', isEnabled: false },
      { id: 'lite', name: 'Lite', isEnabled: false },
      { id: 'k3', name: 'Kimi-K3', isEnabled: false },
      { id: 'k2', name: 'Kimi-K2' },
    ];
    for (const name of ['auto', 'k3', 'kimi-k3', 'moonshotai/Kimi K3', 'lite']) {
      expect(resolve(name, catalogue)).toBe('disabled');
    }
    expect(resolve('kimi', catalogue)).toEqual({ model: 'k2', tier: 'alias' });
    expect(resolve('gpt-4o', catalogue)).toEqual({ model: 'k2', tier: 'fallback' });
    expect(resolve('gpt-4o', catalogue.slice(0, 3))).toBe('none_enabled');
  });

  it('prefers an enabled model to a disabled one of the same name', () => {
    const catalogue: CatalogueModel[] = [
      { id: 'a', name: 'Kimi-K3', isEnabled: false },
      { id: 'b', name: 'Kimi-K3' },
    ];
    expect(resolve('kimi-k3', catalogue)).toEqual({ model: 'b', tier: 'exact' });
  });

  it('may be told its fallback by any name; the default stands in for one that it lacks', () => {
    const auto: CatalogueModel = { id: 'a', name: 'Chosen', isDefault: true };
    expect(resolve('mystery', [lite, qwen, auto], 'qwen3.9 plus')).toMatchObject({ model: 'qmodel' });
    expect(resolve('mystery', [lite, qwen, auto], 'no-such')).toMatchObject({ model: 'a' });
    expect(resolve('mystery', [qwen], 'lite')).toMatchObject({ model: 'qmodel' });
  });

  it('shows images to auto where that sees, else to the first model that is known to', () => {
    const seeing = (catalogue: readonly CatalogueModel[]) =>
      createModelResolver(catalogue, 'lite').seeing?.id;
    const sees: CatalogueModel = { id: 'sees', name: 'Sees', vision: true };
    expect(seeing([sees, { id: 'auto', name: 'Auto' }])).toBe('auto');
    expect(seeing([sees, { id: 'auto', name: 'Auto', vision: false }])).toBe('sees');
    expect(seeing([{ ...sees, isEnabled: false }, lite])).toBeUndefined();
  });
});

/** Catalogues as an account might have them, and as nobody should. */
const anyName = fc.oneof(
  fc.constantFrom(
    'Qwen3.8-Max',
    'Kimi K3',
    'GLM-5.3',
    'Auto',
    'Deep Seek V4',
    'a/b',
    '模型 2',
    '...',
    '__proto__',
  ),
  // A name of dashes and dots alone says nothing: such a model is found by its key.
  fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).filter((text) => fold(text) !== ''),
);
const anyCatalogue = fc.uniqueArray(
  fc.record({
    id: fc.oneof(fc.constantFrom('auto', 'lite', 'qmodel', 'kmodel'), fc.stringMatching(/^[a-z_]{1,12}$/)),
    name: anyName.map((name) => name.trim()),
    isEnabled: fc.constantFrom(undefined, undefined, false as const),
    vision: fc.constantFrom(undefined, true, false),
  }) as fc.Arbitrary<CatalogueModel>,
  { selector: ({ id }) => id, minLength: 1, maxLength: 12 },
);
const asked = fc.oneof(
  anyName,
  fc.string({ maxLength: 300 }),
  fc.constantFrom('gpt-4o', 'qwen', 'kimi-k2', 'glm-4.6', 'claude-opus-4-1', 'qmodel_38max', 'auto'),
);

/** Other spellings of a name. */
const folding = fc.record({
  separator: fc.constantFrom('', '.', '-', '_', ' ', ' - '),
  cased: fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => text.toLowerCase(),
    (text) => text.toUpperCase(),
  ),
  prefix: fc.constantFrom('', 'qwen/', 'z-ai/', 'qoder/', 'openrouter/x/'),
});

it('a name is folded to the same in whatever case its letters are', () => {
  for (let code = 0; code < 0x110000; code += 1) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const letter = String.fromCodePoint(code);
    const upper = letter.toUpperCase();
    for (const other of [letter.toLowerCase(), upper, upper.toLowerCase()]) {
      if (fold(other) !== fold(letter)) expect.fail(`U+${code.toString(16)}`);
    }
  }
});

describe('any catalogue', () => {
  it('finds each public name in every spelling', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...staticCatalogue),
        folding,
        ({ id, name }, { separator, cased, prefix }) => {
          const spelled = prefix + cased(name).replaceAll(/[\s._-]/g, separator);
          expect(resolve(spelled)).toEqual({ model: id, tier: 'exact' });
        },
      ),
    );
    fc.assert(
      fc.property(anyCatalogue, folding, (catalogue, { separator, cased, prefix }) => {
        const resolver = createModelResolver(catalogue, 'lite');
        for (const { name, isEnabled } of catalogue) {
          const spelled = prefix + cased(name).replaceAll(/[\s._-]/g, separator);
          if (isEnabled === false || spelled.replaceAll(/[\s._-]|^.*\//g, '') === '') continue;
          expect(resolver.resolve(spelled)).toMatchObject({ tier: 'exact' });
        }
      }),
    );
  });

  it('leads each name to one enabled model of its own, always the same, or refuses it', () => {
    fc.assert(
      fc.property(anyCatalogue, asked, anyName, (catalogue, name, fallback) => {
        const found = createModelResolver(catalogue, fallback).resolve(name);
        expect(createModelResolver([...catalogue], fallback).resolve(name)).toEqual(found);
        if (typeof found === 'object') {
          expect(catalogue).toContain(found.model);
          expect(found.model.isEnabled).not.toBe(false);
        } else {
          expect(catalogue.some(({ isEnabled }) => isEnabled === false)).toBe(true);
        }
      }),
    );
  });

  it('lists its enabled models, each name once, and each leads to the model that the list says', () => {
    fc.assert(
      fc.property(anyCatalogue, (catalogue) => {
        const resolver = createModelResolver(catalogue, 'lite');
        const list = modelList(catalogue, resolver);
        expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
        for (const { id, alias_of: target } of list) {
          expect(resolver.resolve(id)).toMatchObject({ model: { id: target ?? id } });
        }
        const enabled = catalogue.filter(({ isEnabled }) => isEnabled !== false);
        const keys = list.filter(({ alias_of: target }) => target === undefined).map(({ id }) => id);
        expect(keys).toEqual(enabled.map(({ id }) => id));
      }),
    );
  });
});

describe('the model list', () => {
  const list = modelList(staticCatalogue, known);
  const listed = (id: string) => list.find((model) => model.id === id);

  it('has each model by its key and by its public name, with what is known of it', () => {
    expect(listed('auto')).toMatchObject({
      object: 'model',
      owned_by: 'qoder',
      name: 'Auto',
      price_factor: 1,
    });
    expect(listed('lite')).toMatchObject({ display_name: 'Lite', price_factor: 0, vision: false });
    expect(listed('qmodel_38max')).toMatchObject({ name: 'Qwen3.8-Max' });
    expect(listed('Qwen3.8-Max')).toMatchObject({ name: 'Qwen3.8-Max', alias_of: 'qmodel_38max' });
    expect(listed('Auto')).toBeUndefined();
  });

  it('has the aliases of models that the account has', () => {
    expect(listed('gpt-4o')).toMatchObject({ alias_of: 'auto' });
    expect(listed('kimi')).toMatchObject({ alias_of: 'kmodel_latest' });
    const small = [{ id: 'auto', name: 'Auto' }];
    const names = modelList(small, createModelResolver(small, 'lite')).map(({ id }) => id);
    expect(names).toContain('gpt-4o');
    expect(names).not.toContain('o1');
    expect(names).not.toContain('kimi');
  });
});
