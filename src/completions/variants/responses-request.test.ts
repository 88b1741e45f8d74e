import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadContract } from '../../contract/load.ts';
import { projectRoot } from '../../project.ts';
import { canonicalResponsesRequest } from './responses-request.ts';

interface Fixture {
  readonly sent: object;
  readonly canonical: object;
  readonly leftOut: readonly string[];
}

const folder = new URL('./responses-fixtures/', import.meta.url);
const fixtures = readdirSync(folder).map(
  (name) => [name, JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Fixture] as const,
);
const contract = await loadContract(parse(readFileSync(`${projectRoot()}/openapi.yaml`, 'utf8')));
const base = { model: 'auto', input: 'Hi' };

describe('Responses requests after the shapes that clients send', () => {
  it.each(fixtures)('%s', (_name, { sent, canonical, leftOut }) => {
    const before = JSON.stringify(sent);
    const result = canonicalResponsesRequest(sent);
    expect(JSON.parse(JSON.stringify(result))).toEqual({ body: canonical, leftOut });
    expect(contract.validateRequest('createResponse', { body: result.body })).toBeUndefined();
    expect(JSON.stringify(sent)).toBe(before);
    const again = canonicalResponsesRequest(result.body);
    expect(again.body).toBe(result.body);
    expect(again.leftOut).toEqual([]);
  });
});

describe('what is no known variant', () => {
  const deep = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`);
  const call = { type: 'function_call', call_id: 'c', name: 'f' };

  it.each<[param: string, sent: object]>([
    ['input', { input: { role: 'user' } }],
    ['input[0].type', { input: [{ type: 'mesage', role: 'user', content: 'x' }] }],
    ['input[0].role', { input: [{ type: 'message', role: 'tool', content: 'x' }] }],
    ['input[0].content', { input: [{ type: 'message', role: 'user', content: 7 }] }],
    ['input[0].content[0].type', { input: [{ type: 'message', role: 'user', content: [{ type: 'x' }] }] }],
    ['input[0].arguments', { input: [{ ...call, arguments: 7 }] }],
    ['input[0].arguments', { input: [{ ...call, arguments: deep }] }],
    ['tools[0].type', { tools: [{ type: 'functoin', function: { name: 'a' } }] }],
    ['tools[0].name', { tools: [{ type: 'function', parameters: {} }] }],
    ['tool_choice.name', { tool_choice: { type: 'function' } }],
    ['text.format.schema', { text: { format: { type: 'json_schema', name: 'x' } } }],
  ])('is refused as %s', (param, sent) => {
    const body = { ...base, ...sent };
    const result = canonicalResponsesRequest(body);
    expect(result.body).toBe(body);
    expect(result.leftOut).toEqual([]);
    expect(contract.validateRequest('createResponse', { body })?.param).toBe(param);
  });

  it('comes through whatever the JSON, and the second time as the first', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const lists = [{ input: [value] }, { tools: [value] }, { input: [{ role: 'user', content: value }] }];
        const fields = [{ input: value }, { tools: value }, { tool_choice: value }, { text: value }];
        for (const body of [value, ...[...lists, ...fields].map((more) => ({ ...base, ...more }))]) {
          const once = canonicalResponsesRequest(body).body;
          expect(canonicalResponsesRequest(once).body).toEqual(once);
        }
      }),
    );
  });
});
