import { describe, expect, it } from 'vitest';
import { scriptIn } from './script.ts';
import { ScriptError } from './script-fields.ts';

describe('scriptIn', () => {
  it('finds nothing in ordinary text', () => {
    expect(scriptIn('Hello <simulate> there')).toBeUndefined();
    expect(scriptIn('</simulate> backwards <simulate>')).toBeUndefined();
  });

  it('takes the last of several, as the newest message stands last', () => {
    const text = 'a <simulate>[{"exit":1}]</simulate> b <simulate>[{"hang":true}]</simulate> c';
    expect(scriptIn(text)).toEqual([{ kind: 'hang' }]);
  });

  it('refuses what is not JSON', () => {
    expect(() => scriptIn('<simulate>[{]</simulate>')).toThrow(ScriptError);
  });
});
