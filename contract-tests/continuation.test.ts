import { afterEach, describe, expect, it } from 'vitest';
import { conforming } from './support/contract.ts';
import { type Gateway, startGateway } from './support/gateway.ts';
import { aliveInGroups } from './support/processes.ts';
import { createRecording, type Recording } from './support/recording.ts';
import { type Step, simulate } from './support/script.ts';

const CHAT = '/v1/chat/completions';
const tools = [{ type: 'function', function: { name: 'step', parameters: { type: 'object' } } }];

let recording: Recording;
let gateway: Gateway;
afterEach(async () => {
  await gateway.stop();
  recording.remove();
});

async function start(env: Record<string, string> = {}): Promise<void> {
  recording = createRecording();
  gateway = await startGateway({
    env: { ...recording.env, PROXY_API_KEY: 'a=key-number-one,b=key-number-two', ...env },
  });
}

const post = (body: object, key = 'key-number-one') =>
  gateway.post(CHAT, { model: 'auto', ...body }, { headers: { authorization: `Bearer ${key}` } });
const complete = async (body: object, key?: string) => {
  const response = post(body, key);
  const { choices } = await conforming('createChatCompletion', response);
  const requestId = (await response).headers.get('x-request-id');
  const line = await gateway.logged((entry) => entry['requestId'] === requestId);
  return { message: choices[0].message, continued: line['continued'], pid: Number(line['pid']) };
};
const user = (...steps: readonly Step[]) => ({ role: 'user', content: simulate(...steps) });
const status = async () => conforming('getReadiness', gateway.fetch('/readyz'));
const parked = async () => (await status()).pool.parked;
const first = [user({ text: 'one' })];
const followUp = (message: object, ...further: readonly object[]) => [...first, message, ...further];

describe('a conversation goes on in its process', () => {
  it('for a loop of ten tool steps, with one boot for all of them', async () => {
    await start();
    const steps = Array.from({ length: 10 }, (_, index) => ({ tools: [{ name: 'step', input: { index } }] }));
    let messages: readonly object[] = [user(...steps, { text: 'all done' })];
    const pids = new Set<number>();
    for (let step = 0; step < 10; step += 1) {
      const { message, continued, pid } = await complete({ messages, tools });
      pids.add(pid);
      expect(continued).toBe(step > 0);
      const [call] = message.tool_calls;
      expect(JSON.parse(call.function.arguments)).toEqual({ index: step });
      messages = [...messages, message, { role: 'tool', tool_call_id: call.id, content: `did ${step}` }];
    }
    const last = await complete({ messages, tools });
    expect(last.message.content).toBe('all done');
    expect([...pids, last.pid]).toEqual([last.pid, last.pid]);
    expect((await status()).continuation).toEqual({ hits: 10, misses: 0 });
    const sent = recording.processes().find(({ pid }) => pid === last.pid)?.stdin ?? [];
    expect(sent.filter((line) => line.includes('"type":"user"')).length).toBe(1);
    expect(sent.filter((line) => line.includes('did 9')).length).toBe(1);
  });

  it('for further user messages, of which it is sent the new ones alone', async () => {
    await start();
    const { message, pid } = await complete({ messages: first });
    const next = await complete({ messages: followUp(message, user({ echo: 'input' })) });
    expect(next).toMatchObject({ continued: true, pid });
    expect(next.message.content).toBe(simulate({ echo: 'input' }));
  });

  it('with the effort of each turn', async () => {
    await start();
    const { message, pid } = await complete({ messages: first });
    const messages = followUp(message, user({ echo: 'policy' }));
    const next = await complete({ reasoning_effort: 'high', messages });
    expect(next).toMatchObject({ continued: true, pid });
    expect(JSON.parse(next.message.content)).toMatchObject({ reasoningEffort: 'high' });
    const last = await complete({ messages: [...messages, next.message, user({ echo: 'policy' })] });
    expect(last).toMatchObject({ continued: true, pid });
    expect(JSON.parse(last.message.content)).not.toHaveProperty('reasoningEffort');
  });

  it('whichever way a client gives back an absent text beside calls', async () => {
    await start();
    for (const content of [null, '', ' ', undefined]) {
      const asked = user({ tools: [{ name: 'step', input: {} }] }, { text: `after ${content}` });
      const { message } = await complete({ messages: [asked], tools });
      const result = { role: 'tool', tool_call_id: message.tool_calls[0].id, content: 'ok' };
      const next = await complete({ messages: [asked, { ...message, content }, result], tools });
      expect(next).toMatchObject({ continued: true, message: { content: `after ${content}` } });
    }
  });
});

describe('it goes on in a fresh process, with the whole history,', () => {
  const changed: readonly (readonly [when: string, change: (message: object) => object, key?: string])[] = [
    [
      'when an earlier message differs',
      (message) => ({
        messages: [{ role: 'user', content: `${first[0]?.content} ` }, message, user({ echo: 'input' })],
      }),
    ],
    [
      'when the reply differs',
      () => ({ messages: followUp({ role: 'assistant', content: 'one.' }, user({ echo: 'input' })) }),
    ],
    [
      'when the system prompt differs',
      (message) => ({
        messages: [{ role: 'system', content: 'Be brief.' }, ...followUp(message, user({ echo: 'input' }))],
      }),
    ],
    [
      'when the model differs',
      (message) => ({ model: 'lite', messages: followUp(message, user({ echo: 'input' })) }),
    ],
    ['when the tools differ', (message) => ({ tools, messages: followUp(message, user({ echo: 'input' })) })],
    [
      'when the key differs',
      (message) => ({ messages: followUp(message, user({ echo: 'input' })) }),
      'key-number-two',
    ],
    ['when there is no new message', (message) => ({ messages: followUp(message) })],
  ];
  it.each(changed.map(([when, change, key]) => ({ when, change, key })))('$when', async ({ change, key }) => {
    await start({ QODER_SIMULATOR_SCRIPT: JSON.stringify({ turn: [{ echo: 'input' }] }) });
    const { message, pid } = await complete({ messages: first });
    expect(await parked()).toBe(1);
    const next = await complete(change(message), key);
    expect(next.continued).toBe(false);
    expect(next.pid).not.toBe(pid);
    expect(next.message.content).toMatch(/A conversation so far|one/);
  });

  it('when a result is missing or one too many comes', async () => {
    await start();
    const asked = user({ tools: [{ name: 'step', input: {} }] }, { text: 'never' });
    const { message } = await complete({ messages: [asked], tools });
    const result = {
      role: 'tool',
      tool_call_id: message.tool_calls[0].id,
      content: simulate({ text: 'fresh' }),
    };
    const next = await complete({ messages: [asked, message, result, user({ text: 'fresh' })], tools });
    expect(next).toMatchObject({ continued: false, message: { content: 'fresh' } });
  });

  it('when the process died while it was parked', async () => {
    await start();
    const { message, pid } = await complete({ messages: first });
    expect(await parked()).toBe(1);
    process.kill(pid, 'SIGKILL');
    await expect.poll(parked).toBe(0);
    const next = await complete({ messages: followUp(message, user({ text: 'alive' })) });
    expect(next).toMatchObject({ continued: false, message: { content: 'alive' } });
  });

  it('when two requests ask for it at once: one alone gets it', async () => {
    await start({ QODER_WARM_PROCESSES: '2' });
    const { message } = await complete({ messages: first });
    const messages = followUp(message, user({ text: 'again' }));
    const both = await Promise.all([complete({ messages }), complete({ messages })]);
    expect(both.map(({ continued }) => continued).sort()).toEqual([false, true]);
    expect(both.map((answer) => answer.message.content)).toEqual(['again', 'again']);
  });

  it('after an answer that was cut', async () => {
    await start();
    await complete({ messages: [user({ text: 'one STOP two' })], stop: 'STOP' });
    expect(await parked()).toBe(0);
  });
});

describe('parked processes', () => {
  it('end when their time is over', async () => {
    await start({ QODER_PARK_TTL_MS: '300' });
    const { pid } = await complete({ messages: first });
    await expect.poll(parked).toBe(0);
    await expect.poll(() => aliveInGroups([pid])).toEqual([]);
  });

  it('make room for the one used last', async () => {
    await start({ QODER_PARKED_SESSIONS: '2' });
    const answers = [];
    for (const text of ['a', 'b', 'c'])
      answers.push({ asked: user({ text }), ...(await complete({ messages: [user({ text })] })) });
    expect(await parked()).toBe(2);
    const continued = [];
    for (const { asked, message } of answers.toReversed()) {
      continued.push((await complete({ messages: [asked, message, user({ text: 'more' })] })).continued);
    }
    expect(continued).toEqual([true, true, false]);
  });

  it('are none where none are wanted, or where they would take the place of a warm one', async () => {
    await start({ QODER_MAX_PROCESSES: '1' });
    await complete({ messages: first });
    expect(await parked()).toBe(0);
    await expect.poll(async () => (await status()).pool.warm).toBe(1);
  });
});
