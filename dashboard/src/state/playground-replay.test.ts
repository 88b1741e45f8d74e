import { describe, expect, it } from 'vitest';
import { readReplay } from './playground-replay.ts';
import {
  bodyOf,
  readExtra,
  readTools,
  SAMPLE_TOOL,
  stopList,
  stopText,
  withSampleTool,
} from './playground-settings.ts';
import { keep, recall } from './playground-storage.ts';
import { answerTurn, userTurn } from './playground-turns.ts';

/** What Send sends after a replay. */
function repeated(request: unknown): unknown {
  const { settings, turns, draft } = readReplay(request);
  return bodyOf(settings, settings.model, [...turns, userTurn(draft.text, draft.images)]);
}

describe('a replay', () => {
  it('repeats a request with all that it set', () => {
    const request = {
      model: 'gpt-4o',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Weather?' },
        {
          role: 'assistant',
          content: 'Let me look.',
          tool_calls: [
            {
              id: 'call_1',
              type: 'function',
              function: { name: 'get_weather', arguments: '{"city":"Paris"}' },
            },
          ],
        },
        { role: 'tool', tool_call_id: 'call_1', content: 'sun' },
        { role: 'assistant', content: 'Sun.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'And here?' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
          ],
        },
      ],
      reasoning_effort: 'low',
      max_completion_tokens: 100,
      stop: ['\n\n', 'END'],
      response_format: { type: 'json_object' },
      temperature: 0.2,
      tools: [SAMPLE_TOOL],
      stream: true,
      stream_options: { include_usage: true },
      tool_choice: 'auto',
      top_p: 0.9,
    };
    expect(repeated(request)).toEqual(request);
    expect(readReplay(request).lost).toEqual([]);
  });

  it('keeps a schema and what has no control of its own', () => {
    const format = { type: 'json_schema', json_schema: { name: 'x', schema: {} } };
    const request = {
      model: 'auto',
      messages: [{ role: 'user', content: 'Hi' }],
      response_format: format,
      user: 'me',
    };
    expect(repeated(request)).toEqual(request);
  });

  it('waits with the results of a conversation that ends with them', () => {
    const { turns, draft } = readReplay({
      model: 'auto',
      messages: [
        { role: 'user', content: 'Weather?' },
        { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{}' } },
        { role: 'function', name: 'f', content: 'sun' },
      ],
    });
    const answer = turns.at(-1);
    expect(draft.text).toBe('');
    expect(answer).toMatchObject({ kind: 'answer', resultsSent: false, calls: [{ name: 'f' }] });
    expect(answer?.kind === 'answer' && Object.values(answer.results)).toEqual(['sun']);
  });

  it('says what was cut', () => {
    const { lost, draft, turns } = readReplay({
      messages: [
        '… 12 more',
        { role: 'robot' },
        { role: 'tool', tool_call_id: 'x', content: 'y' },
        { role: 'assistant', tool_calls: ['…'] },
        {
          role: 'user',
          content: [
            'a',
            7,
            { type: 'input_audio' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AAA… (3 MB)' } },
          ],
        },
      ],
      tools: ['…'],
    });
    expect(draft).toEqual({ text: 'a', images: [] });
    expect(turns).toHaveLength(1);
    expect(lost).toEqual([
      'messages that were cut',
      'messages of an unknown role',
      'tool results without a call',
      'tool calls that were cut',
      'parts that are neither text nor image',
      'images that were cut',
      'tools that were cut',
      'the model',
    ]);
  });

  it.each([
    null,
    undefined,
    7,
    'text',
    [],
    { messages: 'x' },
    { messages: [null, [], {}] },
    { stop: { a: 1 }, tools: {} },
  ])('takes %j without harm', (request) => {
    expect(readReplay(request).draft.text).toBe('');
  });
});

describe('settings', () => {
  it('say what is wrong with tools', () => {
    expect(readTools('').value).toEqual([]);
    expect(readTools('[').problem).toMatch(/^This is not JSON/);
    expect(readTools('{}').problem).toMatch(/list/);
    expect(readTools('[{}]').problem).toBe('Tool 1 needs "type": "function".');
    expect(readTools('[{"type":"function"}]').problem).toBe('Tool 1 needs an object "function".');
    expect(readTools('[{"type":"function","function":{"name":"a b"}}]').problem).toMatch(/name of letters/);
    expect(readTools(JSON.stringify([SAMPLE_TOOL, SAMPLE_TOOL])).problem).toBe(
      'Two tools are named get_weather.',
    );
    expect(readExtra('[]').problem).toMatch(/object/);
  });

  it('insert the sample once', () => {
    const once = withSampleTool('');
    expect(readTools(once).value).toEqual([SAMPLE_TOOL]);
    expect(withSampleTool(once)).toBe(once);
    expect(withSampleTool('[')).toBe('[');
  });

  it('write line breaks of stop sequences out', () => {
    const stops = ['\n\n', 'a\\nb', '\t', 'END'];
    expect(stopList(stopText(stops))).toEqual(stops);
  });
});

describe('what is kept for the tab', () => {
  const { settings } = readReplay({ model: 'lite', messages: [] });

  it('comes back', () => {
    keep({
      settings,
      turns: [userTurn('Hi', ['data:image/png;base64,AA==']), answerTurn({ status: 'stopped', text: 'Yo' })],
      draft: 'x',
    });
    expect(recall()).toMatchObject({
      settings: { model: 'lite' },
      draft: 'x',
      turns: [
        { text: 'Hi', images: [expect.any(String)] },
        { text: 'Yo', status: 'stopped' },
      ],
    });
  });

  it('calls an answer that was running broken off', () => {
    keep({ settings, turns: [answerTurn({ text: 'Ha' })], draft: '' });
    expect(recall().turns).toMatchObject([{ status: 'broken', text: 'Ha', problem: { code: null } }]);
  });

  it('leaves images out when they do not fit', () => {
    keep({
      settings,
      turns: [userTurn('Look', [`data:image/png;base64,${'A'.repeat(6_000_000)}`])],
      draft: '',
    });
    expect(recall().turns).toMatchObject([{ text: 'Look', images: [] }]);
  });

  it.each([
    '{',
    'null',
    '7',
    '{"turns":[null,7,{"kind":"user"},{"kind":"answer","calls":[null],"results":[],"usage":7}],"settings":{"model":7,"format":"x"}}',
  ])('is nothing to worry about when it is %s', (text) => {
    sessionStorage.setItem('qoder-playground', text);
    const { settings, draft } = recall();
    expect({ model: settings.model, format: settings.format, draft }).toEqual({
      model: '',
      format: 'text',
      draft: '',
    });
  });
});
