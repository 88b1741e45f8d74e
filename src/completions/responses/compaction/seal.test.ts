import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeal } from './seal.ts';

describe('a seal', () => {
  const seal = createSeal('a secret of the deployment');

  it('gives back what was closed, to the same owner at any replica', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, owner) => {
        const sealed = seal.close(text, owner);
        expect(createSeal('a secret of the deployment').open(sealed, owner)).toBe(text);
        expect(sealed).not.toBe(seal.close(text, owner));
      }),
    );
  });

  it('opens for no other owner, and at no other deployment', () => {
    const sealed = seal.close('the summary', 'alice');
    expect(sealed).not.toContain('summary');
    expect(seal.open(sealed, 'bob')).toBeUndefined();
    expect(createSeal('another secret').open(sealed, 'alice')).toBeUndefined();
  });

  it('opens nothing that was changed, cut or made up', () => {
    const sealed = seal.close('the summary', 'alice');
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.constantFrom('A', 'z', '0', '_'), (at, character) => {
        const changed = sealed.slice(0, at) + character + sealed.slice(at + 1);
        const isSame = Buffer.from(changed.slice(4), 'base64url').equals(
          Buffer.from(sealed.slice(4), 'base64url'),
        );
        if (!changed.startsWith('qg1.') || !isSame) expect(seal.open(changed, 'alice')).toBeUndefined();
        expect(seal.open(sealed.slice(0, at), 'alice')).toBeUndefined();
      }),
    );
    for (const foreign of ['', 'qg1.', 'gAAAAABotherserver', `qg1.${'A'.repeat(100)}`])
      expect(seal.open(foreign, 'alice')).toBeUndefined();
  });
});
