import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalMessageRequest } from './variants.ts';

const tool = { name: 'look', input_schema: {} };
const said = { type: 'text', text: 'Found.' };

describe("what Anthropic's servers serve", () => {
  it('is left out and named once: blocks in their places, tools altogether', () => {
    const body = {
      tools: [tool, { type: 'web_search_20250305', name: 'web_search' }, { ...tool, type: 'custom' }],
      messages: [
        {
          role: 'assistant',
          content: [
            { type: 'server_tool_use', id: 's', name: 'web_search', input: {} },
            { type: 'web_search_tool_result', tool_use_id: 's', content: [] },
            { type: 'server_tool_use', id: 't', name: 'web_search', input: {} },
            said,
          ],
        },
        {
          role: 'user',
          content: [{ type: 'tool_result', tool_use_id: 'x', content: [{ type: 'tool_reference' }, said] }],
        },
      ],
    };
    const nothing = { type: 'text', text: '' };
    expect(canonicalMessageRequest(body)).toEqual({
      leftOut: [
        'messages.server_tool_use',
        'messages.web_search_tool_result',
        'messages.tool_reference',
        'tools[1]',
      ],
      body: {
        tools: [tool, { ...tool, type: 'custom' }],
        messages: [
          { role: 'assistant', content: [nothing, nothing, nothing, said] },
          { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'x', content: [nothing, said] }] },
        ],
      },
    });
  });

  it('does not take what is wrong with it', () => {
    const body = {
      tools: [{ type: 'function', function: {} }, 1, { type: 2 }],
      messages: [
        { role: 'user', content: [{ type: 'x\r\n_tool_result' }, { type: 'tool_result' }, null] },
        7,
      ],
    };
    expect(canonicalMessageRequest(body)).toEqual({ body, leftOut: [] });
  });

  it('is named in characters that a header takes, whatever the body is', () => {
    fc.assert(
      fc.property(fc.anything(), (body) => {
        const { leftOut } = canonicalMessageRequest(body);
        expect(leftOut.join(',')).toMatch(/^[\w.[\],]*$/);
      }),
    );
    const types = fc.string({ unit: 'binary' }).map((start) => ({ type: `${start}_tool_result` }));
    fc.assert(
      fc.property(fc.array(types), (content) => {
        const { leftOut } = canonicalMessageRequest({ messages: [{ role: 'user', content }] });
        expect(leftOut.join(',')).toMatch(/^[\w.[\],]*$/);
      }),
    );
  });
});
