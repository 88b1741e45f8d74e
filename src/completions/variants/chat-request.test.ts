import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadContract } from '../../contract/load.ts';
import { projectRoot } from '../../project.ts';
import { canonicalChatRequest } from './chat-request.ts';

const source = readFileSync(`${projectRoot()}/openapi.yaml`, 'utf8');
const contract = await loadContract(parse(source));
const base = { model: 'auto', messages: [{ role: 'user', content: 'Hi' }] };
const fn = (name: string, more: object = {}) => ({ type: 'function', function: { name, ...more } });

/** What was sent, and what the contract gets of it; both within a request that is fine otherwise. */
const variants: readonly (readonly [name: string, sent: object, canonical: object])[] = [
  [
    'a Responses body with text',
    { messages: undefined, input: 'Hi' },
    { messages: [{ role: 'user', content: 'Hi' }] },
  ],
  [
    'a Responses body beside empty messages',
    {
      messages: [],
      instructions: 'Be brief.',
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'Look' },
            { type: 'input_image', image_url: 'https://x.example/a.png' },
          ],
        },
        { type: 'reasoning', id: 'r1', encrypted_content: 'x' },
        { type: 'function_call', call_id: 'c1', name: 'look', arguments: '{}' },
        { type: 'custom_tool_call', call_id: 'c2', name: 'patch', input: '*** raw' },
        { type: 'function_call_output', call_id: 'c1', output: 'seen' },
        { type: 'custom_tool_call_output', call_id: 'c2', output: [{ type: 'input_text', text: 'done' }] },
        {
          type: 'message',
          role: 'assistant',
          id: 'm1',
          status: 'completed',
          content: [{ type: 'output_text', text: 'Well' }],
        },
      ],
      reasoning: { effort: 'low' },
      max_output_tokens: 9,
      text: { format: { type: 'json_schema', name: 'n', strict: true, schema: { type: 'object' } } },
    },
    {
      messages: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Look' },
            { type: 'image_url', image_url: { url: 'https://x.example/a.png' } },
          ],
        },
        {
          role: 'assistant',
          content: null,
          tool_calls: [
            { id: 'c1', ...fn('look', { arguments: '{}' }) },
            { id: 'c2', ...fn('patch', { arguments: '*** raw' }) },
          ],
        },
        { role: 'tool', tool_call_id: 'c1', content: 'seen' },
        { role: 'tool', tool_call_id: 'c2', content: [{ type: 'text', text: 'done' }] },
        { role: 'assistant', content: [{ type: 'text', text: 'Well' }] },
      ],
      reasoning_effort: 'low',
      max_completion_tokens: 9,
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'n', strict: true, schema: { type: 'object' } },
      },
    },
  ],
  [
    'Anthropic blocks',
    {
      system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
      messages: [
        {
          role: 'user',
          content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } }],
        },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'Hm' },
            { type: 'text', text: 'Let me' },
            { type: 'tool_use', id: 't1', name: 'look', input: { a: 1 } },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 't1', content: [{ type: 'text', text: 'seen' }] },
            { type: 'text', text: 'So?' },
          ],
        },
        { role: 'assistant', content: [{ type: 'tool_use', id: 't2', name: 'look', input: {} }] },
        {
          role: 'user',
          content: [{ type: 'tool_result', tool_use_id: 't2', content: 'gone', is_error: true }],
        },
      ],
      tools: [{ name: 'look', description: 'Looks', input_schema: { type: 'object' } }],
      tool_choice: { type: 'any' },
      stop_sequences: ['END'],
    },
    {
      messages: [
        {
          role: 'system',
          content: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
        },
        { role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }] },
        {
          role: 'assistant',
          content: [{ type: 'text', text: 'Let me' }],
          tool_calls: [{ id: 't1', ...fn('look', { arguments: '{"a":1}' }) }],
        },
        { role: 'tool', tool_call_id: 't1', content: [{ type: 'text', text: 'seen' }] },
        { role: 'user', content: [{ type: 'text', text: 'So?' }] },
        { role: 'assistant', content: null, tool_calls: [{ id: 't2', ...fn('look', { arguments: '{}' }) }] },
        { role: 'tool', tool_call_id: 't2', content: 'Error: gone' },
      ],
      tools: [fn('look', { description: 'Looks', parameters: { type: 'object' } })],
      tool_choice: 'required',
      stop: ['END'],
    },
  ],
  [
    'flat functions',
    {
      tools: [{ type: 'function', name: 'look', parameters: {}, strict: false }],
      tool_choice: { type: 'function', name: 'look' },
    },
    { tools: [fn('look', { parameters: {}, strict: false })], tool_choice: fn('look') },
  ],
  [
    'a flat free-form tool',
    { tools: [{ type: 'custom', name: 'patch', format: { type: 'text' } }] },
    { tools: [{ type: 'custom', custom: { name: 'patch', format: { type: 'text' } } }] },
  ],
  [
    'functions in a namespace',
    {
      tools: [{ type: 'namespace', name: 'ns', tools: [{ type: 'function', name: 'look', parameters: {} }] }],
    },
    { tools: [fn('look', { parameters: {} })] },
  ],
  [
    'an image URL without its object',
    { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: 'https://x.example/a.png' }] }] },
    {
      messages: [
        { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://x.example/a.png' } }] },
      ],
    },
  ],
  [
    'a bare string among parts',
    { messages: [{ role: 'user', content: ['Hi'] }] },
    { messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }] },
  ],
  [
    'no calls at all',
    { messages: [{ role: 'assistant', content: 'x', tool_calls: [] }] },
    { messages: [{ role: 'assistant', content: 'x' }] },
  ],
  [
    'blank text beside calls',
    {
      messages: [
        {
          role: 'assistant',
          content: ' ',
          tool_calls: [{ id: 'c', index: 0, ...fn('look', { arguments: {} }) }],
        },
      ],
    },
    {
      messages: [
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'c', index: 0, ...fn('look', { arguments: '{}' }) }],
        },
      ],
    },
  ],
  [
    'a message without content',
    { messages: [{ role: 'user' }] },
    { messages: [{ role: 'user', content: null }] },
  ],
];

describe('variants of a chat request', () => {
  it.each(variants)('%s', (_, sent, canonical) => {
    const { body, leftOut } = canonicalChatRequest({ ...base, ...sent });
    // As it would be on the wire: undefined fields are left out.
    expect(JSON.parse(JSON.stringify(body))).toEqual(JSON.parse(JSON.stringify({ ...base, ...canonical })));
    expect(leftOut).toEqual([]);
    expect(contract.validateRequest('createChatCompletion', { body })).toBeUndefined();
    expect(canonicalChatRequest(body).body).toBe(body);
  });

  it.each([
    'web_search',
    'web_search_preview',
    'computer_use_preview',
    'file_search',
    'code_interpreter',
    'mcp',
    'local_shell',
    'bash_20250124',
  ])('leave out the hosted tool %s, and say so', (type) => {
    const { body, leftOut } = canonicalChatRequest({
      ...base,
      tools: [fn('look'), { type, name: 'hosted' }],
    });
    expect(body).toEqual({ ...base, tools: [fn('look')] });
    expect(leftOut).toEqual(['tools[1]']);
  });

  it('leave a request alone that is canonical already', () => {
    const examples =
      parse(source).paths['/v1/chat/completions'].post.requestBody.content['application/json'].examples;
    const document = parse(source);
    for (const { value, $ref: reference } of Object.values<{ value?: object; $ref?: string }>(examples)) {
      const body = value ?? document.components.examples[reference?.split('/').at(-1) ?? ''].value;
      expect(canonicalChatRequest(body).body).toBe(body);
    }
    expect(Object.keys(examples).length).toBeGreaterThan(2);
  });

  it.each([
    [{ messages: [{ role: 'bot', content: 7 }] }],
    [{ tools: [{ type: 'function' }] }],
    [{ tools: 'all' }],
    [{ messages: 'Hi' }],
  ])('leave %j to be refused', (wrong) => {
    const sent = { ...base, ...wrong };
    const { body } = canonicalChatRequest(sent);
    expect(body).toBe(sent);
    expect(contract.validateRequest('createChatCompletion', { body })).toBeDefined();
  });

  it('never throw, and are done at once, whatever comes', () => {
    const field = fc.constantFrom(
      'messages',
      'tools',
      'input',
      'content',
      'type',
      'role',
      'tool_calls',
      'function',
      'text',
      'source',
      'name',
      'arguments',
      'custom',
    );
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom<unknown>(
          null,
          '',
          ' ',
          1,
          'function',
          'tool_use',
          'tool_result',
          'custom',
          'image',
          'user',
          'assistant',
        ),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(field, tie('any'), { maxKeys: 5 }),
      ),
    })).any;
    fc.assert(
      fc.property(fc.dictionary(field, value), (body) => {
        const before = JSON.stringify(body);
        const once = canonicalChatRequest(body).body;
        expect(canonicalChatRequest(once).body).toEqual(once);
        expect(JSON.stringify(body)).toBe(before);
      }),
      { numRuns: 1_000 },
    );
  });
});
