import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming } from './support/contract.ts';
import type { Gateway } from './support/gateway.ts';
import { startRecordedGateway } from './support/recorded-gateway.ts';
import type { Recording } from './support/recording.ts';
import { type Step, simulate } from './support/script.ts';

let recording: Recording;
let gateway: Gateway;
beforeAll(async () => {
  ({ gateway, recording } = await startRecordedGateway());
});
afterAll(() => gateway.stop());

const post = (body: object) => gateway.post('/v1/messages', { model: 'auto', max_tokens: 100, ...body });
const create = (body: object) => conforming('createMessage', post(body));
const user = (...steps: readonly Step[]) => ({ role: 'user', content: simulate(...steps) });
const offered = (): readonly string[] =>
  Object.keys(recording.initializations().at(-1).sdkMcpToolOverrides?.client ?? {});
const counters = async () => (await conforming('getReadiness', gateway.fetch('/readyz'))).continuation;
const schema = { type: 'object' };

describe("Claude Code's search for tools", () => {
  const search = { name: 'ToolSearch', input_schema: schema };
  const fetch = { name: 'WebFetch', input_schema: schema, defer_loading: true };
  const placeholder = { name: 'DeferredToolPlaceholder', input_schema: schema, defer_loading: true };
  const tools = [search, fetch, placeholder];

  it('loads a tool, which is offered and called from then on, in one session', async () => {
    const query = { name: 'ToolSearch', input: { query: 'select:WebFetch' } };
    const call = { name: 'WebFetch', input: { url: 'https://example.com' } };
    const asked = [user({ tools: [query] })];
    const found = await create({ messages: asked, tools });
    expect(offered()).toEqual(['ToolSearch']);
    const [use] = found.content;
    const result = {
      type: 'tool_result',
      tool_use_id: use.id,
      content: [{ type: 'tool_reference', tool_name: 'WebFetch' }],
    };
    const loaded = [
      ...asked,
      { role: 'assistant', content: found.content },
      {
        role: 'user',
        content: [result, { type: 'text', text: simulate({ tools: [call] }, { text: 'fetched' }) }],
      },
    ];
    const called = await create({ messages: loaded, tools });
    expect(offered()).toEqual(['ToolSearch', 'WebFetch']);
    expect(recording.userMessages().at(-1).message.content[0].text).toContain(
      "The tool 'WebFetch' can be called",
    );
    expect(called.content).toMatchObject([{ type: 'tool_use', ...call }]);
    const before = await counters();
    const next = [
      ...loaded,
      { role: 'assistant', content: called.content },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: called.content[0].id, content: 'ok' }] },
    ];
    expect((await create({ messages: next, tools })).content).toMatchObject([{ text: 'fetched' }]);
    expect(await counters()).toEqual({ ...before, hits: before.hits + 1 });
  });

  it('gives way to additions and removals', async () => {
    const change = (type: string, name: string) => ({
      role: 'system',
      content: [{ type, tool: { type: 'tool_reference', name } }],
    });
    const messages = [
      user({ text: 'x' }),
      change('tool_addition', 'WebFetch'),
      change('tool_removal', 'ToolSearch'),
    ];
    const response = await post({ messages, tools });
    await conforming('createMessage', response);
    expect(response.headers.get('x-unsupported-params')).toBeNull();
    expect(offered()).toEqual(['WebFetch']);
  });

  it('takes a display of thinking', async () => {
    const thinking = { type: 'enabled', budget_tokens: 1_024, display: 'summarized' };
    const { content } = await create({ messages: [user({ thinking: 'Hm' }, { text: 'x' })], thinking });
    expect(content).toMatchObject([{ type: 'thinking' }, { type: 'text' }]);
  });
});

describe("Anthropic's tools that clients run", () => {
  const called: readonly (readonly [object, string, object])[] = [
    [{ type: 'bash_20250124', name: 'bash' }, 'bash', { command: 'ls' }],
    [
      { type: 'text_editor_20250728', name: 'str_replace_based_edit_tool', max_characters: 100 },
      'str_replace_based_edit_tool',
      { command: 'view', path: '/a' },
    ],
    [
      { type: 'computer_20250124', name: 'computer', display_width_px: 10, display_height_px: 10 },
      'computer',
      { action: 'screenshot' },
    ],
    [{ type: 'memory_20250818', name: 'memory' }, 'memory', { command: 'view', path: '/memories' }],
  ];
  it.each(called.map(([tool, name, input]) => ({ tool, name, input })))(
    '$name is offered, forced and called',
    async ({ tool, name, input }) => {
      const messages = [user({ tools: [{ name, input }] })];
      const response = await post({ messages, tools: [tool], tool_choice: { type: 'tool', name } });
      const { content, stop_reason: reason } = await conforming('createMessage', response);
      expect(content).toMatchObject([{ type: 'tool_use', name, input }]);
      expect(reason).toBe('tool_use');
      expect(response.headers.get('x-unsupported-params')).toBeNull();
    },
  );
});

it('a compaction stands for what comes before it', async () => {
  const messages = [
    { role: 'user', content: 'FORGOTTEN' },
    {
      role: 'assistant',
      content: [
        { type: 'compaction', content: 'SUMMARY' },
        { type: 'text', text: 'ok' },
      ],
    },
    user({ text: 'new' }),
  ];
  expect((await create({ messages })).content).toMatchObject([{ text: 'new' }]);
  const { text } = recording.userMessages().at(-1).message.content[0];
  expect(text).toContain('SUMMARY');
  expect(text).not.toContain('FORGOTTEN');
});
