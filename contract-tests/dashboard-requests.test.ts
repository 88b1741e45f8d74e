import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { type Operator, requestLogOf, signIn } from './support/dashboard.ts';
import { readStream, readText } from './support/event-stream.ts';
import { type Gateway, startGateway } from './support/gateway.ts';
import { type Step, scripted } from './support/script.ts';

const CHAT = '/v1/chat/completions';
const DELETED = { deleted: expect.any(Number) };
let gateway: Gateway;
let operator: Operator;

const { list, detail, recordOf } = requestLogOf(() => operator);
const chat = (steps: readonly Step[], more: object = {}) => gateway.post(CHAT, scripted(steps, { ...more }));

describe('the log of requests', () => {
  beforeAll(async () => {
    gateway = await startGateway({ env: { QODER_WARM_PROCESSES: '2', LOG_MAX_ENTRIES: '200' } });
    operator = await signIn(gateway);
  });
  afterAll(() => gateway.stop());

  it('shows a request while it runs, its text growing, and how it ended', async () => {
    const steps = [{ thinking: 'hm' }, { text: 'one ' }, { sleep: 800 }, { text: 'two' }, { credits: 1.5 }];
    const reading = readStream('createChatCompletion', chat(steps, { stream: true, user: 'u' }));
    await expect.poll(async () => (await list())[0]?.answer_preview).toBe('one ');
    const [running] = await list();
    expect(running).toMatchObject({
      state: 'running',
      status: null,
      duration_ms: null,
      operation: 'createChatCompletion',
      key: 'default',
      requested_model: 'auto',
      model: 'auto',
      stream: true,
      finish_reason: null,
      prompt_preview: expect.stringContaining('<simulate>'),
    });
    expect(running.first_token_ms).toBeGreaterThan(0);
    await reading;
    const { summary, ...rest } = await recordOf(
      new Response(null, { headers: { 'x-request-id': running.id } }),
    );
    expect(summary).toMatchObject({
      state: 'succeeded',
      status: 200,
      error: null,
      finish_reason: 'stop',
      credits: 1.5,
      answer_preview: 'one two',
      prompt_tokens: expect.any(Number),
      completion_tokens: expect.any(Number),
    });
    expect(summary.duration_ms).toBeGreaterThan(summary.first_token_ms + 500);
    expect(rest).toMatchObject({
      method: 'POST',
      path: CHAT,
      text: 'one two',
      reasoning: 'hm',
      request: { model: 'auto', stream: true, user: 'u' },
      request_truncated: false,
      text_truncated: false,
      tool_calls: [],
      resolution: 'exact',
      usage_source: 'reported',
      continued: false,
      error_code: null,
    });
    expect(rest.process_id).toBeGreaterThan(1);
  });

  it('has the times of a request in their order', async () => {
    for (const stream of [true, false]) {
      const response = await chat([{ text: 'x' }], { stream });
      await response.text();
      const { summary, timings } = await recordOf(response);
      const { admitted_ms, process_ms, sent_ms, first_token_ms, end_ms } = timings;
      const times = [admitted_ms, process_ms, sent_ms, first_token_ms, end_ms];
      for (const time of times) expect(time).toEqual(expect.any(Number));
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(summary).toMatchObject({ duration_ms: end_ms, first_token_ms });
    }
  });

  it('tells how a name was understood, and whether a conversation went on', async () => {
    const ask = async (model: string, messages: readonly object[]) => {
      const response = await gateway.post(CHAT, { model, messages });
      const body = await conforming('createChatCompletion', response);
      return { record: await recordOf(response), reply: body.choices[0].message };
    };
    const question = scripted([{ text: 'first' }]).messages[0] as object;
    const first = await ask('gpt-4o', [question]);
    expect(first.record).toMatchObject({ resolution: 'alias', continued: false });
    const next = { role: 'user', content: 'And then?' };
    const second = await ask('gpt-4o', [question, first.reply, next]);
    expect(second.record).toMatchObject({ continued: true, summary: { prompt_preview: 'And then?' } });
    const unknown = await ask('no-such-model', [next]);
    expect(unknown.record).toMatchObject({
      resolution: 'fallback',
      summary: { requested_model: 'no-such-model', model: 'lite' },
    });
  });

  it("keeps what is asked in Anthropic's dialect, and at Azure's path", async () => {
    const steps = [{ thinking: 'hm' }, { text: 'fine' }];
    const asked = { ...scripted(steps), max_tokens: 100, metadata: { user_id: 'u' } };
    const message = await recordOf(await gateway.post('/v1/messages', asked));
    const azure = await recordOf(
      await gateway.post('/openai/deployments/lite/chat/completions', scripted(steps)),
    );
    const told = { text: 'fine', reasoning: 'hm' };
    expect(message).toMatchObject({ ...told, path: '/v1/messages' });
    expect(message.summary).toMatchObject({
      operation: 'createMessage',
      model: 'auto',
      finish_reason: 'stop',
    });
    expect(azure).toMatchObject(told);
    expect(azure.summary).toMatchObject({ operation: 'createAzureChatCompletion', model: 'lite' });
  });

  it('keeps tool calls', async () => {
    const tools = [{ type: 'function', function: { name: 'look', parameters: { type: 'object' } } }];
    const calls = [{ tools: [{ name: 'look', input: { at: 'Ünï' } }] }];
    for (const stream of [true, false]) {
      const response = await chat(calls, { tools, stream });
      await response.text();
      const { tool_calls, summary } = await recordOf(response);
      expect(summary.finish_reason).toBe('tool_calls');
      expect(tool_calls).toEqual([
        { id: expect.stringMatching(/./), name: 'look', arguments: expect.any(String) },
      ]);
      expect(JSON.parse(tool_calls[0].arguments)).toEqual({ at: 'Ünï' });
    }
  });

  it('tells a client that went away from a failure', async () => {
    const leaving = new AbortController();
    const request = gateway.post(CHAT, scripted([{ text: 'so far' }, { hang: true }], { stream: true }), {
      signal: leaving.signal,
    });
    const response = await request;
    const id = response.headers.get('x-request-id') ?? '';
    leaving.abort();
    await expect.poll(async () => (await detail(id)).summary.state).toBe('cancelled');
    expect(await detail(id)).toMatchObject({ text: 'so far', summary: { status: 499 } });
  });

  it('has the message and the code of an error, before the head of a stream and after it', async () => {
    const broken = { error: 'server_error', message: 'overloaded' };
    const whole = await chat([broken]);
    const { message } = await conformingError('createChatCompletion', whole, { status: 502 });
    expect(await recordOf(whole)).toMatchObject({
      error_code: 'qodercli_failed',
      summary: { state: 'failed', status: 502, error: message },
    });
    const steps = [{ text: 'so far' }, { sleep: 100 }, broken];
    const stream = await chat(steps, { stream: true });
    await readText(stream);
    expect(await recordOf(stream)).toMatchObject({
      text: 'so far',
      error_code: 'qodercli_failed',
      summary: { state: 'failed', status: 200, error: message },
    });
  });

  it('lists what is refused, too: violations, wrong keys, unknown URLs and methods', async () => {
    const refused = async (response: Promise<Response>) => {
      const answer = await response;
      const { error } = (await answer.json()) as { error: { message: string; code: string } };
      const record = await recordOf(answer);
      expect(record.summary).toMatchObject({ state: 'failed', status: answer.status, error: error.message });
      expect(record.error_code).toBe(error.code);
      return record;
    };
    const violation = await refused(gateway.post(CHAT, { model: 'auto', messages: 'x' }));
    expect(violation).toMatchObject({
      request: { model: 'auto', messages: 'x' },
      summary: { operation: 'createChatCompletion', key: 'default', status: 400 },
    });
    const headers = { authorization: 'Bearer wrong-key-altogether' };
    const unauthorized = await refused(gateway.post(CHAT, { model: 'auto' }, { headers }));
    expect(unauthorized.summary).toMatchObject({ operation: 'createChatCompletion', key: null, status: 401 });
    expect(unauthorized.request).toBeNull();
    const unknown = await refused(gateway.fetch('/v1/nope?key=x'));
    expect(unknown).toMatchObject({ path: '/v1/nope', summary: { operation: null, status: 404 } });
    expect((await refused(gateway.fetch(CHAT))).summary.status).toBe(405);
    expect((await refused(gateway.post(CHAT, '{'))).summary.status).toBe(400);
  });

  it('lists what has no model, but neither probes, preflights nor what the dashboard asks', async () => {
    await conforming('clearRequestLogs', operator.delete('/requests'));
    await gateway.fetch('/v1/models', { headers: { 'user-agent': 'a-client/1.0' } });
    await gateway.fetch('/readyz');
    await gateway.fetch('/v1/models', { method: 'OPTIONS' });
    await operator.fetch('/overview');
    await operator.fetch('/models');
    expect(await list()).toMatchObject([
      {
        operation: 'listModels',
        client: 'a-client/1.0',
        model: null,
        state: 'succeeded',
        prompt_preview: '',
      },
    ]);
  });

  it('sums up legacy completions of several prompts', async () => {
    const before = { messages: scripted([{ text: 'word '.repeat(20) }, { credits: 1 }]).messages };
    const prompt = before.messages[0]?.content;
    for (const stream of [false, true]) {
      const single = await gateway.post('/v1/completions', { model: 'auto', prompt });
      await single.text();
      const response = await gateway.post('/v1/completions', {
        model: 'auto',
        prompt: [prompt, prompt],
        stream,
      });
      await response.text();
      const [one, two] = [(await recordOf(single)).summary, (await recordOf(response)).summary];
      expect(two).toMatchObject({
        operation: 'createCompletion',
        credits: 2 * one.credits,
        finish_reason: 'stop',
      });
      expect(two.prompt_tokens).toBe(2 * one.prompt_tokens);
      expect(two.completion_tokens).toBe(2 * one.completion_tokens);
      expect((await recordOf(response)).text).toBe('word '.repeat(20));
    }
  });

  it('keeps fifty streams at once apart', async () => {
    const words = Array.from({ length: 50 }, (_, index) => `stream-${index}-`);
    const streams = words.map(async (word) => {
      const response = await chat([{ repeat: { text: word, times: 30 } }], { stream: true });
      await response.text();
      return { word, response };
    });
    for (const { word, response } of await Promise.all(streams)) {
      expect((await recordOf(response)).text).toBe(word.repeat(30));
    }
  });

  it('is cleared of what has ended, and exported as it stands', async () => {
    const leaving = new AbortController();
    const running = await gateway.post(CHAT, scripted([{ text: 'x' }, { hang: true }], { stream: true }), {
      signal: leaving.signal,
    });
    const id = running.headers.get('x-request-id') ?? '';
    expect(await conforming('clearRequestLogs', operator.delete('/requests'))).toEqual(DELETED);
    expect((await list()).map((entry: { id: string }) => entry.id)).toEqual([id]);
    leaving.abort();
    await expect.poll(async () => (await detail(id)).summary.state).toBe('cancelled');
    await chat([{ text: 'y' }]).then((response) => response.text());
    const { data } = await conforming('exportRequestLogs', operator.fetch('/requests/export'));
    expect(data).toMatchObject([{ text: 'y' }, { summary: { id } }]);
    expect(data[1]).toEqual(await detail(id));
    expect(await conforming('clearRequestLogs', operator.delete('/requests'))).toEqual({ deleted: 2 });
    await conformingError('retrieveRequestLog', operator.fetch(`/requests/${id}`), { status: 404 });
  });

  it('is searched in requests, answers and errors, whatever the case', async () => {
    await conforming('clearRequestLogs', operator.delete('/requests'));
    const ask = async (question: string, steps: readonly Step[]) => {
      const { messages } = scripted(steps);
      const system = { role: 'system', content: question };
      await (await gateway.post(CHAT, { model: 'auto', messages: [system, ...messages] })).text();
    };
    await ask('Where is the Ärmel?', [{ text: 'On the "arm" (.*).' }]);
    await ask('nothing', [{ error: 'server_error', message: 'Overloaded kernel' }]);
    const found = async (text: string) => (await list(`?search=${encodeURIComponent(text)}`)).length;
    for (const text of ['the ärmel', 'THE "ARM"', '(.*)', 'overloaded KERNEL']) {
      expect(await found(text), text).toBe(1);
    }
    expect(await found('auto')).toBe(2);
    expect(await found('no such text')).toBe(0);
  });
});
