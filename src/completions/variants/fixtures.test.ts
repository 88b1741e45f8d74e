import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadContract } from '../../contract/load.ts';
import { projectRoot } from '../../project.ts';
import { canonicalChatRequest } from './chat-request.ts';

interface Fixture {
  readonly sent: object;
  readonly canonical: object;
  readonly leftOut: readonly string[];
}

const folder = new URL('./fixtures/', import.meta.url);
const fixtures = readdirSync(folder).map(
  (name) => [name, JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Fixture] as const,
);
const contract = await loadContract(parse(readFileSync(`${projectRoot()}/openapi.yaml`, 'utf8')));
const base = { model: 'auto', messages: [{ role: 'user', content: 'Hi' }] };

describe('requests after the shapes that clients send', () => {
  it.each(fixtures)('%s', (_name, { sent, canonical, leftOut }) => {
    const before = JSON.stringify(sent);
    const result = canonicalChatRequest(sent);
    // Fields that are undefined are none on the wire.
    expect(JSON.parse(JSON.stringify(result))).toEqual({ body: canonical, leftOut });
    expect(contract.validateRequest('createChatCompletion', { body: result.body })).toBeUndefined();
    expect(JSON.stringify(sent)).toBe(before);
    const again = canonicalChatRequest(result.body);
    expect(again.body).toBe(result.body);
    expect(again.leftOut).toEqual([]);
  });
});

describe('what is no known variant', () => {
  const call = (fields: object) => [
    { role: 'assistant', tool_calls: [{ id: 'c', type: 'function', ...fields }] },
  ];
  const deep = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`);

  it.each<[param: string, sent: object]>([
    ['tools[0].type', { tools: [{ type: 'functoin', function: { name: 'a' } }] }],
    [
      'messages[0].content[0].type',
      { messages: [{ role: 'user', content: [{ type: 'tool_use', id: 't' }] }] },
    ],
    [
      'messages[0].content[0].type',
      { messages: [{ role: 'assistant', content: [{ type: 'tool_result', tool_use_id: 't' }] }] },
    ],
    [
      'messages[0].tool_calls[0].function.arguments',
      { messages: call({ function: { name: 'f', arguments: null } }) },
    ],
    [
      'messages[0].tool_calls[0].function.arguments',
      { messages: call({ function: { name: 'f', arguments: deep } }) },
    ],
    ['response_format.json_schema', { response_format: { type: 'json_schema' } }],
    ['response_format.json_schema', { response_format: { type: 'json_schema', json_schema: 'x' } }],
    ['tool_choice.function', { tool_choice: { type: 'function' } }],
    ['tool_choice.function', { tool_choice: { type: 'function', function: 'x' } }],
  ])('is refused as %s', (param, sent) => {
    const body = { ...base, ...sent };
    const result = canonicalChatRequest(body);
    expect(result.body).toBe(body);
    expect(result.leftOut).toEqual([]);
    expect(contract.validateRequest('createChatCompletion', { body })?.param).toBe(param);
  });

  it('comes through whatever the JSON, and the second time as the first', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const body of [value, { messages: value }, { input: value }, { ...base, tools: value }]) {
          const once = canonicalChatRequest(body).body;
          expect(canonicalChatRequest(once).body).toEqual(once);
        }
      }),
    );
  });
});

it('takes stop sequences beside a stop of null', () => {
  const { body } = canonicalChatRequest({ ...base, stop: null, stop_sequences: ['END'] });
  expect(body).toEqual({ ...base, stop: ['END'] });
});

it('takes time in proportion to the calls of a Responses body', () => {
  const input = Array.from({ length: 40_000 }, (_, index) => ({
    type: 'function_call',
    call_id: `call_${index}`,
    name: 'look',
    arguments: '{}',
  }));
  const started = performance.now();
  const { body } = canonicalChatRequest({ model: 'auto', input });
  // A copy per call took 15 s.
  expect(performance.now() - started).toBeLessThan(2_000);
  expect(body).toMatchObject({ messages: [{ role: 'assistant', content: null }] });
});
