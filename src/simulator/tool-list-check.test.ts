import { describe, expect, it } from 'vitest';
import { toolListProblem } from './tool-list-check.ts';

const sound = { name: 'sound', inputSchema: { type: 'object' } };

describe('toolListProblem', () => {
  it.each([
    { type: 'object' },
    { type: 'object', properties: { a: { type: ['string', 'null'] } }, required: ['a'] },
    { type: 'object', anyOf: [], additionalProperties: false, $defs: {} },
  ])('finds none with %j', (inputSchema) => {
    expect(toolListProblem('client', [sound, { name: 'a', inputSchema }])).toBeUndefined();
  });

  it.each([
    { name: 'a' },
    { name: 'a', inputSchema: {} },
    { name: 'a', inputSchema: { anyOf: [] } },
    { name: 'a', inputSchema: { type: 'object', properties: null } },
    { name: 'a', inputSchema: { type: 'object', properties: [] } },
    { name: 'a', inputSchema: { type: 'object', required: 'a' } },
    { name: 'a', description: null, inputSchema: { type: 'object' } },
    { inputSchema: { type: 'object' } },
  ])('rejects everything for %j', (tool) => {
    const problem = toolListProblem('client', [sound, tool]);
    expect(problem).toMatch(/^Error discovering tools from client: \[/);
  });
});
