import { describe, expect, it, vi } from 'vitest';
import type { Asked } from '../completions/asked.ts';
import { requireVision } from '../completions/images.ts';
import type { ServingModel } from '../models/model-directory.ts';
import { readForModel } from './read-for-model.ts';

const image = { at: 0, image: { type: 'image', source: { type: 'url', url: 'https://x/y.png' } } } as const;
const seeing: ServingModel = { model: 'auto', tier: 'vision', vision: true };

function read(named: ServingModel, hasImage: boolean, other: ServingModel = seeing) {
  const onResolved = vi.fn();
  const models = { resolve: () => named, resolveForImages: () => other };
  const { served } = readForModel(
    models,
    'name',
    (traits) => {
      if (hasImage) requireVision(traits, 'messages[0]');
      const messages = [{ role: 'user', text: '', ...(hasImage ? { images: [image] } : {}) }];
      return { conversation: { system: [], messages } } as unknown as Asked;
    },
    onResolved,
  );
  expect(onResolved).toHaveBeenLastCalledWith(served);
  return served.model;
}

describe('a request', () => {
  const blind: ServingModel = { model: 'lite', tier: 'alias', vision: false };

  it('with an image moves to a model that sees, unless its name was exact', () => {
    expect(read(blind, true)).toBe('auto');
    expect(() => read({ ...blind, tier: 'exact' }, true)).toThrow('does not take images');
  });

  it('stays where it has no image, or where its model may see', () => {
    expect(read(blind, false)).toBe('lite');
    expect(read({ ...blind, vision: undefined }, true)).toBe('lite');
    expect(read({ ...blind, vision: true }, true)).toBe('lite');
  });

  it('is refused where no model sees', () => {
    expect(() => read(blind, true, blind)).toThrow('does not take images');
  });
});
