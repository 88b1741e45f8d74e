import { describe, expect, it } from 'vitest';
import { isReplayable, loggedCurlOf, requestOf } from './playground-dialects.ts';
import { readReplay } from './playground-replay.ts';
import { responseBodyOf } from './playground-responses.ts';
import { DEFAULT_SETTINGS, SAMPLE_TOOL } from './playground-settings.ts';
import { answerTurn, userTurn } from './playground-turns.ts';

const settings = { ...DEFAULT_SETTINGS, dialect: 'responses' as const };
const grammar = { syntax: 'lark', definition: 'start: "x"' };

/** What Send sends after a replay. */
function repeated(request: unknown): unknown {
  const { settings: read, turns, draft } = readReplay(request, 'responses');
  return requestOf(read, read.model, [...turns, userTurn(draft.text, draft.images)]).body;
}

describe('a conversation in the words of the Responses API', () => {
  it('has all that the panel sets, but for stop sequences', () => {
    const free = { name: 'free', format: { type: 'grammar', grammar } };
    const set = {
      ...settings,
      system: 'Be brief.',
      effort: 'high',
      maxTokens: 5,
      stop: 'END',
      format: 'json_object' as const,
      temperature: 0.5,
      tools: JSON.stringify([SAMPLE_TOOL, { type: 'custom', custom: free }]),
      extra: '{"tool_choice":"required"}',
    };
    const image = 'data:image/png;base64,AAAA';
    expect(responseBodyOf(set, 'auto', [userTurn('Hi', [image]), userTurn('', [image])])).toEqual({
      model: 'auto',
      instructions: 'Be brief.',
      input: [
        {
          type: 'message',
          role: 'user',
          content: [
            { type: 'input_text', text: 'Hi' },
            { type: 'input_image', image_url: image },
          ],
        },
        { type: 'message', role: 'user', content: [{ type: 'input_image', image_url: image }] },
      ],
      store: false,
      reasoning: { effort: 'high' },
      max_output_tokens: 5,
      text: { format: { type: 'json_object' } },
      temperature: 0.5,
      tools: [
        { type: 'function', ...SAMPLE_TOOL.function },
        { type: 'custom', name: 'free', format: { type: 'grammar', ...grammar } },
      ],
      tool_choice: 'required',
      stream: true,
    });
  });

  it('has calls with their results, or neither', () => {
    const call = { id: 'a', type: 'function' as const, name: 'look', input: '{"x":1}' };
    const free = { id: 'b', type: 'custom' as const, name: 'write', input: 'a poem' };
    const answer = answerTurn({ status: 'done', text: 'Wait.', calls: [call, free], results: { a: 'seen' } });
    const said = { type: 'message', role: 'assistant', content: 'Wait.' };
    expect(responseBodyOf(settings, 'auto', [answer]).input).toEqual([said]);
    expect(responseBodyOf(settings, 'auto', [{ ...answer, resultsSent: true }]).input).toEqual([
      said,
      { type: 'function_call', call_id: 'a', name: 'look', arguments: '{"x":1}' },
      { type: 'custom_tool_call', call_id: 'b', name: 'write', input: 'a poem' },
      { type: 'function_call_output', call_id: 'a', output: 'seen' },
      { type: 'custom_tool_call_output', call_id: 'b', output: '' },
    ]);
  });
});

describe('a request of the log', () => {
  it('is repeated', () => {
    const request = {
      model: 'gpt-5',
      instructions: 'Be brief.',
      input: [
        { type: 'message', role: 'user', content: 'Weather?' },
        { type: 'message', role: 'assistant', content: 'Let me look.' },
        { type: 'function_call', call_id: 'a', name: 'get_weather', arguments: '{"city":"Paris"}' },
        { type: 'custom_tool_call', call_id: 'b', name: 'free', input: 'x' },
        { type: 'function_call_output', call_id: 'a', output: 'sun' },
        { type: 'custom_tool_call_output', call_id: 'b', output: 'y' },
        { type: 'message', role: 'assistant', content: 'Sun.' },
        {
          type: 'message',
          role: 'user',
          content: [
            { type: 'input_text', text: 'And there?' },
            { type: 'input_image', image_url: 'data:image/png;base64,AAAA' },
          ],
        },
      ],
      store: false,
      reasoning: { effort: 'low' },
      max_output_tokens: 100,
      text: { format: { type: 'json_object' } },
      temperature: 0.2,
      tools: [
        { type: 'function', name: 'get_weather', parameters: { type: 'object' } },
        { type: 'custom', name: 'free', format: { type: 'grammar', ...grammar } },
      ],
      tool_choice: 'auto',
      stream: true,
    };
    expect(readReplay(request, 'responses').lost).toEqual([]);
    expect(repeated(request)).toEqual(request);
  });

  it('is read in the short forms that clients send', () => {
    const {
      settings: read,
      turns,
      draft,
    } = readReplay(
      {
        model: 'auto',
        instructions: null,
        input: [
          { role: 'developer', content: [{ type: 'input_text', text: 'Be brief.' }] },
          { role: 'user', content: 'Weather?' },
          { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm.' }] },
          { type: 'function_call', call_id: 'a', name: 'look', arguments: '{}' },
          { type: 'function_call_output', call_id: 'a', output: [{ type: 'input_text', text: 'sun' }] },
        ],
        reasoning: { effort: 'low', summary: 'auto' },
        text: null,
        tools: [SAMPLE_TOOL],
        store: true,
      },
      'responses',
    );
    expect(read).toMatchObject({ system: 'Be brief.', effort: 'low', extra: '', format: 'text' });
    expect(JSON.parse(read.tools)).toEqual([SAMPLE_TOOL]);
    expect(turns).toMatchObject([
      { kind: 'user', text: 'Weather?' },
      { kind: 'answer', calls: [{ name: 'look' }], results: { a: 'sun' }, resultsSent: false },
    ]);
    expect(draft.text).toBe('');
    expect(readReplay({ model: 'auto', input: 'Hi' }, 'responses')).toMatchObject({
      turns: [],
      draft: { text: 'Hi' },
      lost: [],
    });
  });

  it('keeps a schema and what has no control of its own', () => {
    const format = { type: 'json_schema', name: 'x', schema: {} };
    const request = {
      model: 'auto',
      input: [{ type: 'message', role: 'user', content: 'Hi' }],
      store: false,
      text: { format, verbosity: 'low' },
      reasoning: { effort: 'low', context: 'all' },
      metadata: { a: 'b' },
    };
    expect(repeated(request)).toEqual(request);
  });

  it('says what was cut, and what only its own key can know', () => {
    const { lost, draft } = readReplay(
      {
        previous_response_id: 'resp_1',
        input: ['… 12 more', { id: 'msg_1' }, { type: 'web_search_call' }, { role: 'user', content: 'a' }],
        tools: ['…', { type: 'web_search' }, { type: 'function', name: 'f' }],
      },
      'responses',
    );
    expect(draft.text).toBe('a');
    expect(lost).toEqual([
      'what was said before this request',
      'items that are kept elsewhere',
      'items of other kinds',
      'messages that were cut',
      'tools that were cut',
      'tools of other kinds',
      'the model',
    ]);
  });

  it.each([null, {}, { input: { a: 1 } }, { input: [7, [], { role: 'user', content: [7] }], tools: 'cut' }])(
    'is read from %j without a throw',
    (request) => {
      expect(readReplay(request, 'responses').lost.length).toBeGreaterThan(0);
    },
  );

  it.each(['createResponse', 'createPlaygroundResponse'])(
    'of %s is copied as its own command',
    (operation) => {
      const request = { model: 'auto', input: 'Hi' };
      expect(loggedCurlOf('http://x/v1', operation, request)).toContain("'http://x/v1/responses'");
      expect(isReplayable(operation, request)).toBe(true);
    },
  );

  it('is no conversation in other words, or when it was cut', () => {
    expect(isReplayable('createEmbedding', { input: 'Hi' })).toBe(false);
    expect(isReplayable('createResponse', { messages: [] })).toBe(false);
    expect(isReplayable('createMessage', '…')).toBe(false);
    expect(isReplayable('createMessage', { messages: [] })).toBe(true);
  });
});
