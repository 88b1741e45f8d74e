import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { readStream } from './support/event-stream.ts';
import type { Gateway } from './support/gateway.ts';
import { startRecordedGateway } from './support/recorded-gateway.ts';
import type { Recording } from './support/recording.ts';
import { scripted, simulate } from './support/script.ts';

let gateway: Gateway;
let recording: Recording;
beforeAll(async () => {
  ({ gateway, recording } = await startRecordedGateway());
});
afterAll(() => gateway.stop());

const CHAT = '/v1/chat/completions';
const complete = (body: object) => conforming('createChatCompletion', gateway.post(CHAT, body));
const stream = (body: object) =>
  readStream('createChatCompletion', gateway.post(CHAT, { ...body, stream: true }));

describe('a whole answer', () => {
  it('holds the text, a finish reason, the reported usage and the model that served', async () => {
    const response = await gateway.post(
      CHAT,
      scripted([{ text: 'Hello world' }, { credits: 0.5 }], { model: 'gpt-4o' }),
    );
    const body = await conforming('createChatCompletion', response);
    expect(body.choices).toEqual([
      {
        index: 0,
        message: { role: 'assistant', content: 'Hello world', refusal: null },
        logprobs: null,
        finish_reason: 'stop',
      },
    ]);
    expect(body.model).toBe('auto');
    expect(body.usage.total_tokens).toBe(body.usage.prompt_tokens + body.usage.completion_tokens);
    expect(body.usage.prompt_tokens).toBeGreaterThan(0);
    expect(response.headers.get('x-usage-source')).toBe('reported');
    expect(response.headers.get('x-qoder-credits')).toBe('0.5');
    expect(response.headers.get('x-qoder-model')).toBe('auto');
    expect(response.headers.get('x-qoder-backend')).toBe('simulator');
  });

  it('estimates the usage where the CLI reports none, and says so', async () => {
    const response = await gateway.post(CHAT, scripted([{ usage: null }, { text: 'one two three four' }]));
    const { usage } = await conforming('createChatCompletion', response);
    expect(response.headers.get('x-usage-source')).toBe('estimated');
    expect(usage.completion_tokens).toBe(4);
    expect(usage.prompt_tokens).toBeGreaterThan(10);
  });

  it('keeps reasoning apart from the content', async () => {
    const { choices } = await complete(scripted([{ thinking: 'Let me see.' }, { text: 'Yes.' }]));
    expect(choices[0].message).toMatchObject({ content: 'Yes.', reasoning_content: 'Let me see.' });
  });

  it.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
    ['refusal', 'content_filter'],
    ['pause_turn', 'stop'],
    ['something_new', 'stop'],
  ])('renders the stop reason %s as %s', async (stop, finishReason) => {
    const { choices } = await complete(scripted([{ stop }, { text: 'x' }]));
    expect(choices[0].finish_reason).toBe(finishReason);
  });

  it('is the same whether its text came as deltas or at once, and never twice', async () => {
    for (const steps of [[{ text: 'once only' }], [{ noDeltas: true }, { text: 'once only' }]]) {
      expect((await complete(scripted(steps))).choices[0].message.content).toBe('once only');
    }
  });

  it('leaves out what subagents say, and unknown and broken lines', async () => {
    const steps = [
      { text: 'A' },
      { subagent: 'not for you' },
      { raw: 'this is no JSON' },
      { raw: '[1,2]' },
      { line: { type: 'brand_new', data: 1 } },
      { line: { type: 'stream_event', event: { type: 'new_event' } } },
      { signature: true },
      { text: 'B' },
    ];
    expect((await complete(scripted(steps))).choices[0].message.content).toBe('AB');
  });

  it('puts split characters together', async () => {
    const text = 'naïve 日本語 👩‍👩‍👧 \u2028 end';
    expect((await complete(scripted([{ splitUtf8: text }]))).choices[0].message.content).toBe(text);
  });
});

describe('a streamed answer', () => {
  it('begins with the role, brings each delta, a finish reason and [DONE]', async () => {
    const record = await stream(scripted([{ text: 'Hello ' }, { sleep: 50 }, { text: 'world' }]));
    expect(record.chunks[0].choices[0].delta).toEqual({ role: 'assistant', content: '' });
    expect(record.text).toBe('Hello world');
    expect(record.finishReason).toBe('stop');
    expect(record.done).toBe(true);
    expect(record.chunks.filter((chunk) => chunk.choices[0].delta.content).length).toBe(2);
    expect(new Set(record.chunks.map(({ id, created, model }) => `${id} ${created} ${model}`)).size).toBe(1);
    expect(record.chunks.some((chunk) => 'usage' in chunk)).toBe(false);
  });

  it('comes piece by piece, not all at the end', async () => {
    const { arrivals } = await stream(scripted([{ text: 'one two three four', deltas: 4, delayMs: 120 }]));
    const last = arrivals.at(-1) ?? 0;
    expect(last - (arrivals[1] ?? 0)).toBeGreaterThan(200);
  });

  it('ends with the usage on a chunk of its own when asked for', async () => {
    const record = await stream(scripted([{ text: 'Hi' }], { stream_options: { include_usage: true } }));
    const last = record.chunks.at(-1);
    expect(last.choices).toEqual([]);
    expect(last.usage.completion_tokens).toBeGreaterThan(0);
    expect(record.chunks.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
  });

  it('carries reasoning as reasoning_content', async () => {
    const record = await stream(scripted([{ thinking: 'Hmm, well' }, { text: 'Yes' }]));
    expect(record.reasoning).toBe('Hmm, well');
    expect(record.text).toBe('Yes');
  });

  it('is not compressed, cached or buffered on its way', async () => {
    const { headers } = await stream(scripted([{ text: 'Hi' }]));
    expect(headers.get('content-encoding')).toBe('identity');
    expect(headers.get('cache-control')).toContain('no-cache');
    expect(headers.get('x-accel-buffering')).toBe('no');
  });

  it('says that it is alive while the model is silent, in a chunk with a choice and one role in all', async () => {
    const record = await stream(scripted([{ sleep: 6_000 }, { text: 'late' }]));
    expect(record.text).toBe('late');
    expect(record.headers.get('x-qoder-model')).toBe('auto');
    // go-openai loses the error after a comment; scripts read `choices[0]` of each chunk.
    expect(record.comments).toEqual([]);
    const deltas = record.chunks.map(({ choices }) => choices[0].delta);
    expect(deltas[0]).toEqual({ role: 'assistant', content: '' });
    expect(deltas.filter(({ role }) => role !== undefined)).toHaveLength(1);
    expect(record.chunks[0].choices[0].finish_reason).toBeNull();
  });

  it('that fails before any text, but after its head, is an error and cut', async () => {
    const record = await stream(
      scripted([{ sleep: 6_000 }, { error: 'rate_limit', message: 'Rate limited' }]),
    );
    expect(record.error).toMatchObject({
      message: expect.stringContaining('Rate limited'),
      code: 'rate_limit_exceeded',
    });
    expect(record.text).toBe('');
    expect(record.finishReason).toBeNull();
    expect(record.done).toBe(false);
  });
});

describe('limits', () => {
  it('ends before a stop sequence that is spread over deltas', async () => {
    const body = scripted([{ text: 'one STOP two', deltas: 12 }], { stop: ['nowhere', 'STOP'] });
    expect((await complete(body)).choices[0]).toMatchObject({
      message: { content: 'one ' },
      finish_reason: 'stop',
    });
    const record = await stream(body);
    expect(record.text).toBe('one ');
    expect(record.finishReason).toBe('stop');
  });

  it('gives out what only began like a stop sequence', async () => {
    const { choices } = await complete(scripted([{ text: 'one STO', deltas: 7 }], { stop: 'STOP' }));
    expect(choices[0].message.content).toBe('one STO');
  });

  it.each(['max_tokens', 'max_completion_tokens'])('cuts at %s and says so', async (parameter) => {
    const body = scripted([{ text: 'one two three four five six seven' }], { [parameter]: 3 });
    expect((await complete(body)).choices[0]).toMatchObject({
      message: { content: expect.stringMatching(/^one two three\s*$/) },
      finish_reason: 'length',
    });
    expect((await stream(body)).finishReason).toBe('length');
  });

  it('does not call an answer cut that just fits', async () => {
    const { choices } = await complete(scripted([{ text: 'one two three' }], { max_tokens: 3 }));
    expect(choices[0]).toMatchObject({ message: { content: 'one two three' }, finish_reason: 'stop' });
  });
});

describe('what the CLI is asked', () => {
  const asked = async (body: object) => {
    const before = recording.initializations().length;
    await complete(body);
    return { initialize: recording.initializations().slice(before)[0], user: recording.userMessages() };
  };

  it('has the leading system and developer messages, in order, as system prompt', async () => {
    const body = scripted([{ echo: 'system' }]);
    const messages = [
      { role: 'system', content: 'First.' },
      { role: 'developer', content: [{ type: 'text', text: 'Second.' }] },
      ...body.messages,
      { role: 'system', content: 'Third.' },
    ];
    expect((await complete({ ...body, messages })).choices[0].message.content).toBe('First.\n\nSecond.');
  });

  it('has a neutral system prompt where there is none', async () => {
    expect((await complete(scripted([{ echo: 'system' }]))).choices[0].message.content).toBe(
      'You are a helpful assistant.',
    );
  });

  it('is the one user message as it is', async () => {
    const text = simulate({ echo: 'input' });
    expect(
      (await complete({ model: 'auto', messages: [{ role: 'user', content: text }] })).choices[0].message
        .content,
    ).toBe(text);
  });

  it('is the whole history: every role, name, call and result', async () => {
    const messages = [
      { role: 'user', content: 'Q1', name: 'ann' },
      { role: 'assistant', content: 'A1' },
      ...Array.from({ length: 30 }, (_, index) => ({ role: 'user', content: `more ${index}` })),
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'call_7', type: 'function', function: { name: 'look', arguments: '{"at":1}' } }],
      },
      { role: 'tool', tool_call_id: 'call_7', content: [{ type: 'text', text: 'a result' }] },
      { role: 'user', content: simulate({ echo: 'input' }) },
    ];
    const { choices } = await complete({ model: 'auto', messages });
    const transcript: string = choices[0].message.content;
    for (const part of [
      'user {"name":"ann"}',
      'A1',
      'more 0',
      'more 29',
      '"name":"look","id":"call_7"',
      '{"at":1}',
      'a result',
    ]) {
      expect(transcript).toContain(part);
    }
    expect(transcript.indexOf('Q1')).toBeLessThan(transcript.indexOf('A1'));
  });

  it('names the model that was resolved', async () => {
    const { initialize } = await asked(scripted([{ text: 'x' }], { model: 'claude-opus-4' }));
    expect(initialize.model).toBe('ultimate');
  });
});

describe('a request that cannot be served', () => {
  it.each([
    [{ n: 2 }, 'n'],
    [{ logprobs: true }, 'logprobs'],
    [{ logprobs: true, top_logprobs: 3 }, 'logprobs'],
    [{ audio: { voice: 'x', format: 'mp3' } }, 'audio'],
    [{ modalities: ['text', 'audio'] }, 'modalities'],
  ])('is refused for %j', async (more, param) => {
    const body = scripted([{ text: 'x' }], more);
    await conformingError('createChatCompletion', gateway.post(CHAT, body), {
      status: 400,
      code: 'unsupported_parameter',
      param,
    });
  });

  it.each([
    [{ messages: [] }, 'messages'],
    [{ model: 'auto' }, 'messages'],
    [{ messages: [{ role: 'user', content: 'x' }] }, 'model'],
    [{ model: 'auto', messages: [{ role: 'bot', content: 'x' }] }, 'messages[0].role'],
    [
      { model: 'auto', messages: [{ role: 'user', content: [{ type: 'video' }] }] },
      'messages[0].content[0].type',
    ],
    [{ model: 'auto', messages: [{ role: 'user', content: 'x' }], temperature: 3 }, 'temperature'],
    [{ model: 'auto', messages: [{ role: 'user', content: 'x' }], stream: 'yes' }, 'stream'],
    [
      {
        model: 'auto',
        messages: [
          { role: 'user', content: [{ type: 'input_audio', input_audio: { data: 'x', format: 'mp3' } }] },
        ],
      },
      'messages[0].content[0]',
    ],
  ])('is a 400 that names the parameter: %j', async (body, param) => {
    await conformingError(
      'createChatCompletion',
      gateway.post(CHAT, {
        model: 'auto',
        ...body,
        ...('model' in body ? {} : param === 'model' ? { model: undefined } : {}),
      }),
      { status: 400, param },
    );
  });

  it('names the parameters that have no effect', async () => {
    const response = await gateway.post(
      CHAT,
      scripted([{ text: 'x' }], { temperature: 0.3, seed: 7, top_p: null, made_up: 1 }),
    );
    await conforming('createChatCompletion', response);
    expect(response.headers.get('x-unsupported-params')).toBe('temperature,seed');
  });
});
