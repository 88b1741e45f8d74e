import { describe, expect, it } from 'vitest';
import { QoderFailure } from './failure.ts';
import { createRefusedTools } from './refused-tools.ts';
import type { ToolDefinition } from './turn.ts';

const tool = (name: string): ToolDefinition => ({ name, inputSchema: { type: 'object' } });
const failure = new QoderFailure('tools_refused', 'no');

describe('createRefusedTools', () => {
  it('knows the very list that was refused, for a minute', () => {
    let time = 0;
    const refused = createRefusedTools(() => time);
    refused.add([tool('a'), tool('b')], failure);
    expect(refused.find([tool('a'), tool('b')])).toBe(failure);
    expect(refused.find([tool('a')])).toBeUndefined();
    expect(refused.find([])).toBeUndefined();
    time = 60_000;
    expect(refused.find([tool('a'), tool('b')])).toBeUndefined();
  });

  it('keeps the last hundred', () => {
    const refused = createRefusedTools(() => 0);
    for (let index = 0; index <= 100; index += 1) refused.add([tool(`t${index}`)], failure);
    expect(refused.find([tool('t0')])).toBeUndefined();
    expect(refused.find([tool('t1')])).toBe(failure);
    expect(refused.find([tool('t100')])).toBe(failure);
  });
});
