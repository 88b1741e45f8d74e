import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conforming } from './support/contract.ts';
import type { Gateway } from './support/gateway.ts';
import { startRecordedGateway } from './support/recorded-gateway.ts';
import type { Recording } from './support/recording.ts';
import { type Step, simulate } from './support/script.ts';

// System and developer messages in the middle of a conversation stay where they stand, and it goes on in its process.

let recording: Recording;
let gateway: Gateway;
let counted: { readonly hits: number; readonly misses: number };
beforeAll(async () => {
  ({ gateway, recording } = await startRecordedGateway());
});
beforeEach(async () => {
  counted = await counters();
});
afterAll(() => gateway.stop());

const counters = async () => (await conforming('getReadiness', gateway.fetch('/readyz'))).continuation;
/** Of this test. */
const continuation = async () => {
  const { hits, misses } = await counters();
  return { hits: hits - counted.hits, misses: misses - counted.misses };
};
const systemPrompt = (): string => recording.initializations().at(-1).systemPrompt;

interface Call {
  readonly id: string;
  readonly input: unknown;
}
/** A dialect, as far as a loop of tool calls needs it. */
interface Dialect {
  readonly operation: 'createChatCompletion' | 'createResponse' | 'createMessage';
  readonly path: string;
  readonly user: (text: string) => object;
  readonly system: (text: string) => object;
  readonly result: (call: Call, text: string) => object;
  readonly body: (messages: readonly object[]) => object;
  // biome-ignore lint/suspicious/noExplicitAny: an answer of any dialect
  readonly read: (answer: any) => {
    readonly items: readonly object[];
    readonly text: string;
    readonly call?: Call;
  };
}

const parameters = { type: 'object' };
const chat = (role: 'system' | 'developer'): Dialect => ({
  operation: 'createChatCompletion',
  path: '/v1/chat/completions',
  user: (content) => ({ role: 'user', content }),
  system: (content) => ({ role, content }),
  result: ({ id }, content) => ({ role: 'tool', tool_call_id: id, content }),
  body: (messages) => ({
    model: 'auto',
    messages: [{ role: 'system', content: 'Base.' }, ...messages],
    tools: [{ type: 'function', function: { name: 'step', parameters } }],
  }),
  read({ choices: [{ message }] }) {
    const [call] = message.tool_calls ?? [];
    return {
      items: [message],
      text: message.content,
      ...(call ? { call: { id: call.id, input: JSON.parse(call.function.arguments) } } : {}),
    };
  },
});
const responses = (role: 'system' | 'developer'): Dialect => ({
  operation: 'createResponse',
  path: '/v1/responses',
  user: (content) => ({ role: 'user', content }),
  system: (content) => ({ type: 'message', role, content: [{ type: 'input_text', text: content }] }),
  result: ({ id }, output) => ({ type: 'function_call_output', call_id: id, output }),
  body: (input) => ({
    model: 'auto',
    instructions: 'Base.',
    input,
    tools: [{ type: 'function', name: 'step', parameters }],
  }),
  read({ output }) {
    const call = output.find((item: { type: string }) => item.type === 'function_call');
    const message = output.find((item: { type: string }) => item.type === 'message');
    return {
      items: output,
      text: message?.content[0].text,
      ...(call ? { call: { id: call.call_id, input: JSON.parse(call.arguments) } } : {}),
    };
  },
});
const messages: Dialect = {
  operation: 'createMessage',
  path: '/v1/messages',
  user: (content) => ({ role: 'user', content }),
  system: (content) => ({ role: 'system', content }),
  result: ({ id }, content) => ({
    role: 'user',
    content: [{ type: 'tool_result', tool_use_id: id, content }],
  }),
  body: (said) => ({
    model: 'auto',
    max_tokens: 500,
    system: 'Base.',
    messages: said,
    tools: [{ name: 'step', input_schema: parameters }],
  }),
  read({ content }) {
    const call = content.find((block: { type: string }) => block.type === 'tool_use');
    const text = content.find((block: { type: string }) => block.type === 'text');
    return { items: [{ role: 'assistant', content }], text: text?.text, ...(call ? { call } : {}) };
  },
};
const dialects: readonly (readonly [string, Dialect])[] = [
  ['chat, system', chat('system')],
  ['chat, developer', chat('developer')],
  ['Responses, system', responses('system')],
  ['Responses, developer', responses('developer')],
  ['Messages, system', messages],
];

describe.each(dialects)('in %s', (name, dialect) => {
  const ask = async (said: readonly object[]) =>
    dialect.read(await conforming(dialect.operation, gateway.post(dialect.path, dialect.body(said))));
  const user = (...steps: readonly Step[]) => dialect.user(simulate(...steps));

  it('a loop of ten tool calls, each result followed by a system message, is one process', async () => {
    const steps = Array.from({ length: 10 }, (_step, index) => ({
      tools: [{ name: 'step', input: { index } }],
    }));
    let said: readonly object[] = [dialect.user(`${name} ${simulate(...steps, { text: 'all done' })}`)];
    for (let step = 0; step < 10; step += 1) {
      const { items, call } = await ask(said);
      expect(call?.input).toEqual({ index: step });
      said = [
        ...said,
        ...items,
        dialect.result(call as Call, `did ${step}, ${name}.`),
        dialect.system(`${100 - step} tokens left`),
        ...(step % 2 === 0 ? [dialect.system('Plan now.')] : []),
      ];
    }
    expect((await ask(said)).text).toBe('all done');
    expect(await continuation()).toEqual({ hits: 10, misses: 0 });
    const told = recording.processes().flatMap(({ stdin }) => stdin);
    for (let step = 0; step < 10; step += 1) {
      const line = told.filter((text) => text.includes(`did ${step}, ${name}.`));
      expect(line.length).toBe(1);
      expect(line[0]).toMatch(new RegExp(`\\.\\\\n.*--- \\w+ system\\\\n${100 - step} tokens left\\\\n`));
    }
    expect(systemPrompt()).toBe('Base.');
  });

  it('it may stand between a call and its result, and behind or before what the user says', async () => {
    const first = [
      dialect.user(`${name} ${simulate({ tools: [{ name: 'step', input: {} }] }, { text: 'did it' })}`),
    ];
    const { items, call } = await ask(first);
    const second = [...first, ...items, dialect.system('Hurry.'), dialect.result(call as Call, 'ok')];
    const answer = await ask(second);
    expect(answer.text).toBe('did it');
    const third = [...second, ...answer.items, dialect.system('Plan.'), user({ text: 'planned' })];
    const planned = await ask(third);
    expect(planned.text).toBe('planned');
    const fourth = [...third, ...planned.items, user({ text: 'acted' }), dialect.system('Act.')];
    expect((await ask(fourth)).text).toBe('acted');
    expect(await continuation()).toEqual({ hits: 3, misses: 0 });
  });

  it('it may be all that follows the last answer', async () => {
    const first = [dialect.user(`${name} ${simulate({ text: 'one' })}`)];
    const { items } = await ask(first);
    await ask([...first, ...items, dialect.system(simulate({ text: 'two' }))]);
    expect(await continuation()).toEqual({ hits: 1, misses: 0 });
    const [block] = recording.userMessages().at(-1).message.content;
    expect(block.text).toMatch(
      /^What follows your last message, .*\n.*\n\n--- (\w+) system\n.*\n--- \1 end\n\n/,
    );
  });

  it('it stands in its place in a transcript, which leaves calls open', async () => {
    const call = { id: 'toolu_1', input: {} };
    const called = {
      createChatCompletion: [
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: call.id, type: 'function', function: { name: 'step', arguments: '{}' } }],
        },
      ],
      createResponse: [{ type: 'function_call', call_id: call.id, name: 'step', arguments: '{}' }],
      createMessage: [
        { role: 'assistant', content: [{ type: 'tool_use', id: call.id, name: 'step', input: {} }] },
      ],
    }[dialect.operation];
    await ask([
      user({ text: 'x' }),
      dialect.system('one'),
      ...called,
      dialect.system('two'),
      dialect.result(call, 'ok'),
      dialect.system('three'),
    ]);
    const text: string = recording.userMessages().at(-1).message.content[0].text;
    const frames = text.split(/^--- [0-9a-f]{12} /m).slice(1);
    expect(frames.map((frame) => frame.split(/[ \n]/)[0])).toEqual([
      'user',
      'system',
      'assistant',
      'system',
      'tool',
      'system',
      'end',
    ]);
    expect(frames.at(-1)).toContain('make real calls');
    expect(frames.at(-1)).not.toContain('alone');
    expect(systemPrompt()).toBe('Base.');
  });
});

it('in Responses, a developer message goes on from a previous response, and stays where it was said', async () => {
  const create = (body: object) =>
    conforming(
      'createResponse',
      gateway.post('/v1/responses', { model: 'auto', instructions: 'Base.', ...body }),
    );
  const first = await create({
    input: [
      { role: 'developer', content: 'Lead.' },
      { role: 'user', content: 'q1' },
    ],
  });
  const developer = { role: 'developer', content: 'Plan now.' };
  const input = [developer, { role: 'user', content: 'q2' }];
  const second = await create({ previous_response_id: first.id, input });
  expect(await continuation()).toEqual({ hits: 1, misses: 0 });
  await create({ previous_response_id: second.id, input: 'q3' });
  expect(await continuation()).toEqual({ hits: 2, misses: 0 });
  expect(systemPrompt()).toBe('Base.\n\nLead.');
});
