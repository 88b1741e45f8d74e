import { describe, expect, it } from 'vitest';
import { offeredTools } from './offered-tools.ts';

const schema = { type: 'object' };

function names(tools: readonly string[], overrides: Record<string, object> = {}): string[] {
  const listed = tools.map((name) => ({ name, inputSchema: schema }));
  return offeredTools('client', listed, overrides).map((tool) => tool.exposedName);
}

describe('offeredTools', () => {
  it('qualifies and cleans names', () => {
    expect(names(['a', 'b.c d/e', ''])).toEqual(['mcp__client__a', 'mcp__client__b_c_d_e']);
    expect(names(['météo'])[0]).toMatch(/^mcp__client__u_[\da-f]+$/);
  });

  it('keeps one of several that collide', () => {
    expect(names(['a.b', 'a b', 'c', 'c'])).toEqual(['mcp__client__a_b', 'mcp__client__c']);
  });

  it('lets the host choose a name, if it is one for OpenAI and always loaded', () => {
    expect(names(['a'], { a: { exposedName: 'Read', alwaysLoad: true } })).toEqual(['Read']);
    expect(names(['a'], { a: { exposedName: 'Read' } })).toEqual([]);
    expect(names(['a'], { a: { exposedName: 'no spaces', alwaysLoad: true } })).toEqual([]);
    expect(names(['a'], { a: { alwaysLoad: true } })).toEqual(['mcp__client__a']);
  });

  it('drops two tools with the same chosen name', () => {
    const same = { exposedName: 'x', alwaysLoad: true };
    expect(names(['a', 'b', 'c'], { a: same, b: same })).toEqual(['mcp__client__c']);
  });
});
