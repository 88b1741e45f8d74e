import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogueOf } from './catalogue.ts';

const of = (...models: unknown[]) => catalogueOf({ models });

describe('the catalogue', () => {
  it('reads what the CLI says of a model', () => {
    const info = {
      value: 'qmodel',
      displayName: 'Qwen3.7-Plus',
      isEnabled: true,
      isDefault: true,
      isVl: true,
      isReasoning: true,
      maxInputTokens: 200_000,
      maxOutputTokens: 32_768,
      efforts: ['low', 'high'],
      priceFactor: 0.2,
    };
    expect(of(info)).toEqual([
      {
        id: 'qmodel',
        name: 'Qwen3.7-Plus',
        isDefault: true,
        vision: true,
        reasoning: true,
        contextWindow: 200_000,
        maxOutputTokens: 32_768,
        reasoningEfforts: ['low', 'high'],
        priceFactor: 0.2,
      },
    ]);
  });

  it("reads efforts and window from the service's own fields where the CLI's are missing", () => {
    const thinking = { enabled: { efforts: { low: {}, max: { is_default: true } } } };
    const context = { '1M': { token_count: 1_000_000 }, '200K': { token_count: 200_000, is_default: true } };
    expect(of({ value: 'x', thinking_config: thinking, context_config: context })).toEqual([
      { id: 'x', name: 'x', contextWindow: 200_000, reasoningEfforts: ['low', 'max'] },
    ]);
  });

  it('has each key once, enabled where any entry of it is', () => {
    const entries = [
      { value: 'a', displayName: 'First', isEnabled: false },
      { value: 'b', displayName: 'B', isEnabled: false },
      { value: 'a', displayName: 'Second' },
      { value: 'a', displayName: 'Third' },
    ];
    expect(of(...entries)).toEqual([
      { id: 'a', name: 'Second' },
      { id: 'b', name: 'B', isEnabled: false },
    ]);
  });

  it('bounds what the CLI says', () => {
    expect(of({ value: 'a', displayName: ` \u202eBad\0\r\nName${'!'.repeat(5_000)}` })[0]?.name).toMatch(
      /^Bad Name!{92}$/,
    );
    expect(
      of({ value: 'a\nb' }, { value: ' ' }, { value: 'x'.repeat(201) }, { value: 7 }, null, 'x'),
    ).toEqual([]);
    expect(of({ value: 'a', displayName: '\u200b\ud800', maxInputTokens: -1, maxOutputTokens: 1.5 })).toEqual(
      [{ id: 'a', name: 'a' }],
    );
    expect(of(...Array.from({ length: 5_000 }, (_, index) => ({ value: `m${index}` })))).toHaveLength(1_000);
  });

  it('takes anything, and every name is one line of 1 to 100 characters', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.anything(), fc.record({ value: fc.string(), displayName: fc.anything() }))),
        (models) => {
          for (const { id, name } of catalogueOf({ models })) {
            expect(id + name).not.toMatch(/\p{C}/u);
            expect(name.length).toBeLessThanOrEqual(Math.max(100, id.length));
            expect(name).not.toBe('');
          }
        },
      ),
    );
  });
});
