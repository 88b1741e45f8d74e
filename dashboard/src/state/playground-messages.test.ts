import { describe, expect, it } from 'vitest';
import { loggedCurlOf, requestOf } from './playground-dialects.ts';
import { messageBodyOf } from './playground-messages.ts';
import { readReplay } from './playground-replay.ts';
import { DEFAULT_SETTINGS, SAMPLE_TOOL } from './playground-settings.ts';
import { answerTurn, userTurn } from './playground-turns.ts';

const settings = { ...DEFAULT_SETTINGS, dialect: 'messages' as const };

/** What Send sends after a replay. */
function repeated(request: unknown): unknown {
  const { settings: read, turns, draft } = readReplay(request, 'messages');
  return requestOf(read, read.model, [...turns, userTurn(draft.text, draft.images)]).body;
}

describe("a conversation in Anthropic's dialect", () => {
  it('has all that the panel sets', () => {
    const set = {
      ...settings,
      system: 'Be brief.',
      effort: 'high',
      maxTokens: 5,
      stop: 'END',
      temperature: 0.5,
      tools: JSON.stringify([SAMPLE_TOOL, { type: 'custom', custom: { name: 'free' } }]),
      extra: '{"tool_choice":{"type":"any"}}',
    };
    const images = ['data:image/png;base64,AAAA', 'https://x.example/y.png'];
    expect(messageBodyOf(set, 'auto', [userTurn('Hi', images)])).toEqual({
      model: 'auto',
      max_tokens: 5,
      system: 'Be brief.',
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Hi' },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } },
            { type: 'image', source: { type: 'url', url: 'https://x.example/y.png' } },
          ],
        },
      ],
      thinking: { type: 'adaptive' },
      output_config: { effort: 'high' },
      stop_sequences: ['END'],
      temperature: 0.5,
      tools: [
        {
          name: 'get_weather',
          description: SAMPLE_TOOL.function.description,
          input_schema: SAMPLE_TOOL.function.parameters,
        },
      ],
      tool_choice: { type: 'any' },
      stream: true,
    });
  });

  it('has a limit where the panel has none, and no thinking where none is wanted', () => {
    const body = messageBodyOf({ ...settings, effort: 'none', stream: false }, 'auto', [userTurn('Hi')]);
    expect(body).toEqual({
      model: 'auto',
      max_tokens: 32_000,
      messages: [{ role: 'user', content: 'Hi' }],
      thinking: { type: 'disabled' },
    });
  });

  it('has calls with their results, or neither', () => {
    const call = { id: 'a', type: 'function' as const, name: 'look', input: '{"x":1}' };
    const odd = { ...call, id: 'b', input: 'free text' };
    const answer = answerTurn({ status: 'done', calls: [call, odd], results: { a: 'seen' } });
    expect(messageBodyOf(settings, 'auto', [answer]).messages).toEqual([]);
    expect(messageBodyOf(settings, 'auto', [{ ...answer, resultsSent: true }]).messages).toEqual([
      {
        role: 'assistant',
        content: [
          { type: 'tool_use', id: 'a', name: 'look', input: { x: 1 } },
          { type: 'tool_use', id: 'b', name: 'look', input: { input: 'free text' } },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'a', content: 'seen' },
          { type: 'tool_result', tool_use_id: 'b', content: '' },
        ],
      },
    ]);
  });

  it('repeats a request of the log', () => {
    const request = {
      model: 'claude-sonnet-4',
      max_tokens: 1_000,
      system: 'Be brief.',
      messages: [
        { role: 'user', content: 'Weather?' },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'Let me look.' },
            { type: 'tool_use', id: 'a', name: 'get_weather', input: { city: 'Paris' } },
          ],
        },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: 'sun' }] },
        { role: 'assistant', content: [{ type: 'text', text: 'Sun.' }] },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'And there?' },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } },
          ],
        },
      ],
      stop_sequences: ['END'],
      output_config: { effort: 'low' },
      thinking: { type: 'adaptive' },
      tools: [{ name: 'get_weather', input_schema: { type: 'object' } }],
      tool_choice: { type: 'auto' },
      top_k: 3,
      stream: true,
    };
    expect(readReplay(request, 'messages').lost).toEqual([]);
    expect(repeated(request)).toEqual(request);
    const format = { type: 'json_schema', schema: { type: 'object' } };
    const formatted = { ...request, output_config: { effort: 'low', format } };
    expect(repeated(formatted)).toEqual(formatted);
  });

  it.each([null, {}, { messages: 'cut' }, { messages: [7, { role: 'user', content: [7] }], tools: 'cut' }])(
    'is read from %j without a throw',
    (request) => {
      expect(readReplay(request, 'messages').lost.length).toBeGreaterThan(0);
    },
  );

  it('is copied from the log as its own command', () => {
    const request = { model: 'auto', max_tokens: 1, messages: [] };
    expect(loggedCurlOf('http://x/v1', 'createMessage', request)).toContain("'http://x/v1/messages'");
    expect(loggedCurlOf('http://x/v1', 'createChatCompletion', request)).toContain('/chat/completions');
    expect(loggedCurlOf('http://x/v1', null, request)).toContain('/chat/completions');
  });
});
