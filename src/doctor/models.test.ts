import { describe, expect, it } from 'vitest';
import { checkModels } from './models.ts';

const auto = { id: 'auto', name: 'Auto' };
const kimi = { id: 'kmodel', name: 'Kimi-K3' };
const verdicts = (...args: Parameters<typeof checkModels>) =>
  checkModels(...args).map(({ status, detail }) => [status, detail]);

describe("the doctor's look at the models", () => {
  it('names each by key and public name, and counts the disabled ones', () => {
    expect(verdicts([auto, kimi, { id: 'lite', name: 'Lite', isEnabled: false }], 'kimi')).toEqual([
      ['ok', '2 models: auto, Kimi-K3 (kmodel); 1 disabled.'],
    ]);
  });

  it('warns of a fallback that the account lacks or has disabled, and says what stands in', () => {
    const warned = [
      'warning',
      'QODER_FALLBACK_MODEL is lite, which the account does not have. auto stands in.',
    ];
    expect(verdicts([auto], 'lite')[1]).toEqual(warned);
    expect(verdicts([auto, { id: 'lite', name: 'Lite', isEnabled: false }], 'lite')[1]).toEqual(warned);
  });

  it('warns of an account without models', () => {
    expect(verdicts([], 'lite')).toEqual([['warning', 'Qoder lists no models.']]);
    expect(verdicts([{ ...auto, isEnabled: false }], 'lite')).toEqual([
      ['warning', 'All models of the account are disabled.'],
    ]);
  });
});
