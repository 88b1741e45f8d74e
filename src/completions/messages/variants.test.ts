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
          content: [{ type: 'tool_result', tool_use_id: 'x', content: [{ type: 'container_upload' }, said] }],
        },
      ],
    };
    const nothing = { type: 'text', text: '' };
    expect(canonicalMessageRequest(body)).toEqual({
      leftOut: [
        'messages.server_tool_use',
        'messages.web_search_tool_result',
        'messages.container_upload',
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

describe('tools that messages load', () => {
  const deferred = (name: string) => ({ name, input_schema: {}, defer_loading: true });
  const resultOf = (...content: readonly object[]) => ({
    role: 'user',
    content: [{ type: 'tool_result', tool_use_id: 'x', content }],
  });
  const reference = (name: string) => ({ type: 'tool_reference', tool_name: name });
  const change = (type: string, changed: object) => ({ role: 'system', content: [{ type, tool: changed }] });
  const changed = (name: string) => ({ type: 'tool_reference', name });
  const read = (body: object) => {
    const canonical = canonicalMessageRequest({ messages: [], ...body });
    const { tools, messages } = canonical.body as {
      readonly tools: readonly { readonly name: string }[];
      readonly messages: readonly unknown[];
    };
    return { names: tools.map(({ name }) => name), messages, leftOut: canonical.leftOut };
  };

  it('are not offered before', () => {
    expect(read({ tools: [tool, deferred('fetch')] }).names).toEqual(['look']);
  });

  it('are offered once a result refers to them, which says so in words', () => {
    const messages = [resultOf(said, reference('fetch'), reference('gone'))];
    const {
      names,
      messages: readMessages,
      leftOut,
    } = read({ tools: [deferred('fetch'), deferred('x'), tool], messages });
    expect(names).toEqual(['fetch', 'look']);
    expect(readMessages).toEqual([
      resultOf(
        said,
        { type: 'text', text: "The tool 'fetch' can be called from now on." },
        { type: 'text', text: "The tool 'gone' was found, but cannot be called here." },
      ),
    ]);
    expect(leftOut).toEqual([]);
  });

  it('are added and removed by messages, in their order', () => {
    const added = change('tool_addition', changed('fetch'));
    const removed = change('tool_removal', changed('fetch'));
    const tools = [deferred('fetch'), tool];
    expect(read({ tools, messages: [added] }).names).toEqual(['fetch', 'look']);
    expect(read({ tools, messages: [added, removed] }).names).toEqual(['look']);
    expect(read({ tools, messages: [removed, added] }).names).toEqual(['fetch', 'look']);
    expect(read({ tools, messages: [change('tool_removal', changed('look'))] }).names).toEqual([]);
    expect(read({ tools, messages: [removed] }).messages).toEqual([
      { role: 'system', content: [{ type: 'text', text: "The tool 'fetch' can no longer be called." }] },
    ]);
  });

  it('may be defined by a message, also in the place of another', () => {
    const definition = { name: 'look', description: 'new', input_schema: {} };
    const added = (of: object) => change('tool_addition', { type: 'tool_definition', definition: of });
    expect(read({ tools: [tool], messages: [added({ ...definition, name: 'walk' })] }).names).toEqual([
      'look',
      'walk',
    ]);
    const { body } = canonicalMessageRequest({ tools: [tool], messages: [added(definition)] });
    expect(body).toMatchObject({ tools: [definition] });
    expect(read({ tools: [], messages: [added({ type: 'bash_20250124', name: 'bash' })] }).names).toEqual([
      'bash',
    ]);
    expect(
      read({ tools: [tool], messages: [added({ type: 'web_search_20250305', name: 'w' })] }),
    ).toMatchObject({
      names: ['look'],
      leftOut: ['messages[0].content[0]'],
    });
    const toolset = change('tool_addition', { type: 'mcp_toolset_reference', server_name: 's' });
    expect(read({ tools: [tool], messages: [toolset] }).leftOut).toEqual(['messages[0].content[0]']);
  });

  it('are those of the changes that a compaction keeps', () => {
    const compaction = {
      type: 'compaction',
      content: 'S',
      tool_changes: [{ type: 'tool_addition', tool: changed('fetch') }],
    };
    const messages = [{ role: 'assistant', content: [compaction] }];
    expect(read({ tools: [deferred('fetch')], messages }).names).toEqual(['fetch']);
  });

  it('are all where Anthropic would search, and those that a choice names', () => {
    const search = { type: 'tool_search_tool_regex_20251119', name: 'tool_search_tool_regex' };
    expect(read({ tools: [search, deferred('fetch')] })).toMatchObject({
      names: ['fetch'],
      leftOut: ['tools[0]'],
    });
    const choice = { type: 'tool', name: 'fetch' };
    expect(read({ tools: [deferred('fetch'), deferred('x')], tool_choice: choice }).names).toEqual(['fetch']);
  });
});
