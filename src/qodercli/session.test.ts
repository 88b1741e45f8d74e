import { describe, expect, it } from 'vitest';
import type { RequestHandler } from './control.ts';
import type { QoderEvent } from './events.ts';
import type { CliMessage } from './messages.ts';
import type { ProcessExit, QoderProcess } from './process.ts';
import { createSession, type SessionHooks } from './session.ts';
import type { Turn } from './turn.ts';

const turn: Turn = {
  model: 'auto',
  systemPrompt: 'x',
  content: [{ type: 'text', text: 'Hi' }],
  tools: [{ name: 'look', inputSchema: { type: 'object' } }],
};
const never = new AbortController().signal;
const init: CliMessage = { type: 'system', subtype: 'init', protocol_version: '1.4.0', tools: ['look'] };
const stream = (event: object): CliMessage => ({ type: 'stream_event', event, parent_tool_use_id: null });

/** A CLI whose every word the test says. */
function fakeCli(initLine: CliMessage = init) {
  let sink: (batch: readonly CliMessage[]) => void = () => undefined;
  let exit: (exit: ProcessExit) => void = () => undefined;
  const sent: CliMessage[] = [];
  const initialized: Record<string, unknown> = {};
  const handlers = new Map<string, RequestHandler>();
  const process: QoderProcess = {
    pid: 1,
    send: (message) => sent.push(message),
    async request(subtype, fields = {}) {
      if (subtype === 'initialize') {
        Object.assign(initialized, fields);
        sink([initLine]);
      }
      return {};
    },
    handle: (subtype, handler) => handlers.set(subtype, handler),
    onMessages: (next) => {
      sink = next;
    },
    setPaused: () => undefined,
    kill: () => process.exited,
    exited: new Promise((resolve) => {
      exit = resolve;
    }),
    isAlive: () => true,
  };
  const foreign: string[] = [];
  const told: string[] = [];
  const listed: boolean[] = [];
  const hooks: SessionHooks = {
    onUnknown: () => undefined,
    onForeignCall: (name: string) => void foreign.push(name),
    onToolsRefused: () => undefined,
    onVersion: () => undefined,
    onDenied: ({ tool, reason }) => told.push(`denied ${tool}: ${reason}`),
    onToolsListed: () => listed.push(true),
    onSelfAnswered: () => told.push('answered by itself'),
    onLoginLost: ({ kind }) => told.push(kind),
    log: { error: () => undefined },
  };
  const session = createSession(process, turn, hooks);
  const ask = (request: CliMessage) =>
    handlers.get('mcp_message')?.(request) ?? Promise.reject(new Error('no bridge'));
  return {
    session,
    sent,
    initialized,
    told,
    listed,
    answer: (subtype: string, request: CliMessage = {}) => handlers.get(subtype)?.(request),
    say: (...messages: CliMessage[]) => sink(messages),
    die: (facts: ProcessExit) => exit(facts),
    ask,
    foreign,
    askWhether: (request: CliMessage) => handlers.get('can_use_tool')?.(request),
  };
}

async function collect(events: AsyncIterable<readonly QoderEvent[]>): Promise<readonly QoderEvent[]> {
  const all: QoderEvent[] = [];
  for await (const batch of events) all.push(...batch);
  return all;
}
const settled = () => new Promise((resolve) => setImmediate(resolve));
const called = [
  stream({ type: 'message_start', message: { id: 'm1', model: 'x' } }),
  stream({
    type: 'content_block_start',
    index: 0,
    content_block: { type: 'tool_use', id: 't1', name: 'look', input: {} },
  }),
  stream({
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'input_json_delta', partial_json: '{"a":1}' },
  }),
  stream({ type: 'content_block_stop', index: 0 }),
  stream({ type: 'message_delta', delta: { stop_reason: 'tool_use' } }),
  stream({ type: 'message_stop' }),
];

async function calling() {
  const cli = fakeCli();
  const events = collect(cli.session.run({}, never, () => undefined));
  await settled();
  cli.say(...called);
  expect((await events).at(-1)).toMatchObject({ type: 'ended', stopReason: 'tool_use' });
  return cli;
}
const callRequest = {
  message: { jsonrpc: '2.0', id: 5, method: 'tools/call', params: { name: 'look', arguments: { a: 1 } } },
};
const results = { type: 'tool_results', results: new Map([['t1', 'seen']]) } as const;

describe('a session', () => {
  it('sends the message once it is initialized with all its tools', async () => {
    const cli = fakeCli();
    const events = collect(cli.session.run({}, never, () => undefined));
    await settled();
    expect(cli.sent).toMatchObject([
      { type: 'user', message: { content: turn.content }, client_composed: true },
    ]);
    cli.say({ type: 'result', subtype: 'success', result: 'Hello' });
    expect(await events).toMatchObject([{ type: 'text', text: 'Hello' }, { type: 'ended' }]);
  });

  it.each([
    ['a tool is missing', { ...init, tools: [] }, /look/],
    ['the protocol is another', { ...init, protocol_version: '2.0.0' }, /protocol 2.0.0/],
  ])('refuses to go on when %s', async (_, line, message) => {
    const cli = fakeCli(line);
    await expect(collect(cli.session.run({}, never, () => undefined))).rejects.toThrow(message);
    expect(cli.sent).toEqual([]);
  });

  it.each(['look', 'mcp__client__look'])('allows %s, which is offered', async (name) => {
    const cli = fakeCli();
    const answer = await cli.askWhether({ tool_name: name, input: { a: 1 }, tool_use_id: 't1' });
    expect(answer).toEqual({ behavior: 'allow', updatedInput: { a: 1 }, toolUseID: 't1' });
    expect(cli.foreign).toEqual([]);
  });

  it.each(['Bash', 'mcp__other__look', '', 'x'.repeat(1_000_000)])(
    'denies %.20s, which nobody offered, and says so',
    async (name) => {
      const cli = fakeCli();
      const answer = await cli.askWhether({ tool_name: name, input: {}, tool_use_id: 't1' });
      expect(answer).toMatchObject({ behavior: 'deny', interrupt: true, toolUseID: 't1' });
      expect(answer?.message).toMatch(/not offered/);
      expect(cli.foreign).toEqual([name]);
      const call = {
        message: { jsonrpc: '2.0', id: 7, method: 'tools/call', params: { name, arguments: {} } },
      };
      expect(await cli.ask(call)).toMatchObject({ mcp_response: { id: 7, error: { code: -32_602 } } });
    },
  );

  it('holds a call back until the client sends its result', async () => {
    const cli = await calling();
    const answer = cli.ask(callRequest);
    expect(cli.session.accepts(results)).toBe(true);
    const next = collect(cli.session.run({ step: results }, never, () => undefined));
    expect(await answer).toMatchObject({
      mcp_response: { id: 5, result: { content: [{ type: 'text', text: 'seen' }] } },
    });
    cli.say(stream({ type: 'message_start', message: { id: 'm2' } }), {
      type: 'result',
      subtype: 'success',
      result: 'So',
    });
    expect(await next).toMatchObject([{ type: 'text', text: 'So' }, { type: 'ended' }]);
  });

  it('answers a call that comes only after its result', async () => {
    const cli = await calling();
    const next = collect(cli.session.run({ step: results }, never, () => undefined));
    expect(await cli.ask(callRequest)).toMatchObject({
      mcp_response: { result: { content: [{ text: 'seen' }] } },
    });
    cli.say({ type: 'result', subtype: 'success', result: 'So' });
    await next;
  });

  it('does not take the late complete form of a message for a new one', async () => {
    const cli = await calling();
    const next = collect(cli.session.run({ step: results }, never, () => undefined));
    const late = {
      id: 'm1',
      stop_reason: 'tool_use',
      content: [{ type: 'tool_use', id: 't1', name: 'look', input: { a: 1 } }],
    };
    cli.say({ type: 'assistant', message: late, parent_tool_use_id: null });
    cli.say(stream({ type: 'message_start', message: { id: 'm2' } }), {
      type: 'result',
      subtype: 'success',
      result: 'So',
    });
    expect(await next).toMatchObject([{ type: 'text', text: 'So' }, { type: 'ended' }]);
  });

  it.each([
    ['results of other calls', { type: 'tool_results', results: new Map([['t2', 'x']]) } as const],
    ['a message while calls are pending', { type: 'message', content: turn.content } as const],
  ])('does not accept %s', async (_, step) => {
    expect((await calling()).session.accepts(step)).toBe(false);
  });

  it.each([
    ['the CLI asks the model by itself', stream({ type: 'message_start', message: { id: 'm2' } })],
    ['the CLI ends its turn by itself', { type: 'result', subtype: 'error_max_turns' }],
  ])('is spoilt when %s while it idles', async (_, line: CliMessage) => {
    const cli = await calling();
    let told = false;
    cli.session.onSpoilt(() => {
      told = true;
    });
    cli.say({ type: 'assistant', message: { id: 'm1', content: [] }, parent_tool_use_id: null });
    expect(cli.session.isSpoilt()).toBe(false);
    cli.say(line);
    expect([cli.session.isSpoilt(), told, cli.session.accepts(results)]).toEqual([true, true, false]);
  });

  it('is spoilt when the CLI goes on in the very read that ended the turn', async () => {
    const cli = fakeCli();
    const events = collect(cli.session.run({}, never, () => undefined));
    await settled();
    cli.say(...called, stream({ type: 'message_start', message: { id: 'm2' } }));
    await events;
    expect(cli.session.isSpoilt()).toBe(true);
  });

  it('fails with the exit of a CLI that dies, and at once with the reason of an abort', async () => {
    const dying = fakeCli();
    const failing = expect(collect(dying.session.run({}, never, () => undefined))).rejects.toMatchObject({
      kind: 'unavailable',
    });
    dying.die({ code: 3, signal: null, stderr: '' });
    await failing;
    const leaving = new AbortController();
    const aborted = expect(collect(fakeCli().session.run({}, leaving.signal, () => undefined))).rejects.toBe(
      'gone',
    );
    leaving.abort('gone');
    await aborted;
  });
});

describe('the model policy', () => {
  const ask = (cli: ReturnType<typeof fakeCli>) =>
    cli.answer('get_model_policy', { purpose: 'main', turnIndex: 0, models: [] });
  const end: CliMessage = { type: 'result', subtype: 'success', result: 'x' };

  it('is offered in initialize, and answered even for a turn that has none', async () => {
    const cli = fakeCli();
    const events = collect(cli.session.run({}, never, () => undefined));
    await settled();
    expect(cli.initialized).toMatchObject({ modelPolicyProvider: true });
    expect(await ask(cli)).toEqual({ type: 'get_model_policy', model: 'auto' });
    cli.say(end);
    await events;
  });

  it('is that of each turn, also in a session that goes on', async () => {
    const cli = fakeCli();
    for (const effort of ['high', 'none', undefined]) {
      const step = effort === 'high' ? {} : { step: { type: 'message', content: turn.content } as const };
      const events = collect(cli.session.run({ ...step, reasoningEffort: effort }, never, () => undefined));
      await settled();
      expect(await ask(cli)).toEqual({
        type: 'get_model_policy',
        model: 'auto',
        ...(effort === undefined ? {} : { parameters: { reasoningEffort: effort } }),
      });
      cli.say(end);
      await events;
    }
  });
});

it('cancels what only a person could answer', async () => {
  expect(await fakeCli().answer('elicitation')).toEqual({ action: 'cancel' });
});

describe('a session is told', () => {
  it.each<[string, CliMessage, string]>([
    [
      'in a line of its own',
      {
        type: 'system',
        subtype: 'permission_denied',
        tool_name: 'look',
        tool_use_id: 't1',
        message: 'no rule',
      },
      'denied look: no rule',
    ],
    [
      'with the result of the call',
      { type: 'user', tool_result_meta: { non_execution_kind: 'permission-rule' } },
      'denied undefined: permission-rule',
    ],
  ])('of a call that the CLI refuses, %s, while its turn runs and after it', async (_, line, told) => {
    const cli = await calling();
    cli.say(line);
    expect(cli.told).toEqual([told]);
    const running = fakeCli();
    const events = collect(running.session.run({}, never, () => undefined));
    await settled();
    running.say(line, { type: 'result', subtype: 'success', result: 'x' });
    await events;
    expect(running.told).toEqual([told]);
  });

  it.each<[string, CliMessage]>([
    [
      'of a tool that nobody offered',
      { type: 'system', subtype: 'permission_denied', tool_name: 'Bash', tool_use_id: 'x' },
    ],
    [
      'of another call',
      {
        type: 'user',
        message: { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'x' }] },
        tool_result_meta: { non_execution_kind: 'permission-rule' },
      },
    ],
    [
      'for another reason than a permission',
      { type: 'user', tool_result_meta: { non_execution_kind: 'cancelled' } },
    ],
  ])('of no denial %s', async (_, line) => {
    const cli = await calling();
    cli.say(line);
    expect(cli.told).toEqual([]);
  });

  it.each<[string, CliMessage]>([
    [
      'with the result of the call',
      {
        type: 'user',
        message: { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: 'no' }] },
      },
    ],
    ['by asking the model', stream({ type: 'message_start', message: { id: 'm2' } })],
    ['by ending its turn', { type: 'result', subtype: 'success', is_error: false, result: 'done' }],
  ])('of a CLI that answers a call by itself, %s, once', async (_, line) => {
    const cli = await calling();
    cli.say(line, { type: 'result', subtype: 'success', result: 'done' });
    expect(cli.told).toEqual(['answered by itself']);
    expect(cli.session.isSpoilt()).toBe(true);
  });

  it.each<[string, CliMessage]>([
    ['fails', { type: 'result', subtype: 'error_during_execution', is_error: true }],
    ['repeats a message', { type: 'assistant', message: { id: 'm1', content: [] } }],
  ])('of no answer by a CLI that %s', async (_, line) => {
    const cli = await calling();
    cli.say(line);
    expect(cli.told).toEqual([]);
  });

  it('of tools that are listed, and of nothing where there are none to list', async () => {
    expect((await calling()).listed).toEqual([true]);
    const cli = fakeCli({ ...init, tools: [] });
    await expect(collect(cli.session.run({}, never, () => undefined))).rejects.toThrow(/look/);
    expect(cli.listed).toEqual([]);
  });

  it('of a login that expires: the turn fails, and an idle session is of no more use', async () => {
    const expired: CliMessage = { type: 'auth_status', isAuthenticating: false, error: 'token expired' };
    const running = fakeCli();
    const failing = expect(collect(running.session.run({}, never, () => undefined))).rejects.toMatchObject({
      kind: 'not_logged_in',
    });
    await settled();
    running.say(expired);
    await failing;
    const idle = await calling();
    idle.say({ type: 'auth_status', isAuthenticating: true });
    expect([idle.told, idle.session.isSpoilt()]).toEqual([[], false]);
    idle.say(expired);
    expect([idle.told, idle.session.isSpoilt()]).toEqual([['not_logged_in'], true]);
  });
});

it('waits for the line that tells what calls cost, and no longer than for the next message', async () => {
  const start = async () => {
    const cli = fakeCli();
    const events = collect(cli.session.run({}, never, () => undefined));
    await settled();
    cli.say(...called);
    return { cli, events };
  };
  const usage = { input_tokens: 3, output_tokens: 2 };
  const told = await start();
  told.cli.say({
    type: 'assistant',
    message: { id: 'm1', stop_reason: 'tool_use', content: [], usage },
    parent_tool_use_id: null,
  });
  expect((await told.events).at(-1)).toMatchObject({ usage: { inputTokens: 3, outputTokens: 2 } });
  expect(told.cli.session.isSpoilt()).toBe(false);
  const untold = await start();
  untold.cli.say(stream({ type: 'message_start', message: { id: 'm2' } }));
  expect((await untold.events).at(-1)).toEqual({ type: 'ended', stopReason: 'tool_use' });
  expect(untold.cli.session.isSpoilt()).toBe(true);
});
