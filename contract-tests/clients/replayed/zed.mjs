// Zed's agent panel: always tools, always a stream. Its structs are read back field by field: what serde would
// refuse is refused here.
import { AFTER_TOOLS, after, assert, calls, dataLines, feature, send, simulate } from './replay.mjs';

const isIndex = (value) => Number.isInteger(value) && value >= 0;
const isOptional = (value, type) => value === undefined || value === null || typeof value === type;

/** `ResponseStreamEvent` of Zed's crate `open_ai`. */
function readEvent(data) {
  const event = JSON.parse(data);
  assert.ok(Array.isArray(event.choices));
  for (const choice of event.choices) {
    assert.ok(isIndex(choice.index));
    assert.ok(isOptional(choice.finish_reason, 'string'));
    const { delta } = choice;
    assert.ok(isOptional(delta.content, 'string') && isOptional(delta.reasoning_content, 'string'));
    assert.ok([undefined, null, 'assistant', 'user', 'system', 'tool'].includes(delta.role));
    for (const call of delta.tool_calls ?? []) {
      assert.ok(isIndex(call.index), 'a call without an index');
      assert.ok(isOptional(call.id, 'string'));
      assert.ok(isOptional(call.function?.name, 'string') && isOptional(call.function?.arguments, 'string'));
    }
  }
  if (event.usage !== undefined && event.usage !== null) {
    for (const field of ['prompt_tokens', 'completion_tokens', 'total_tokens'])
      assert.ok(isIndex(event.usage[field]));
    for (const value of Object.values(event.usage.prompt_tokens_details ?? {}))
      assert.ok(isIndex(value), 'a null in the details');
  }
  return event;
}

const tools = ['read_file', 'list_directory'].map((name) => ({
  type: 'function',
  function: {
    name,
    description: name,
    parameters: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
  },
}));

async function ask(messages) {
  const body = {
    model: 'auto',
    messages,
    stream: true,
    stream_options: { include_usage: true },
    max_completion_tokens: 4_096,
    temperature: 1.0,
    parallel_tool_calls: true,
    prompt_cache_key: 'thread-1',
    tools,
  };
  const lines = await dataLines(await send('/v1/chat/completions', body));
  assert.equal(lines.at(-1), '[DONE]');
  const events = lines.slice(0, -1).map(readEvent);
  const calls = [];
  let text = '';
  let stop;
  for (const { choices } of events) {
    for (const { delta, finish_reason: reason } of choices) {
      text += delta.content ?? '';
      stop = reason ?? stop;
      for (const { index, id, function: part } of delta.tool_calls ?? []) {
        calls[index] ??= { id: '', type: 'function', function: { name: '', arguments: '' } };
        calls[index].id = id ?? calls[index].id;
        calls[index].function.name = part?.name ?? calls[index].function.name;
        calls[index].function.arguments += part?.arguments ?? '';
      }
    }
  }
  assert.ok(events.some(({ usage }) => usage));
  return { text, calls, stop, pieces: events.filter(({ choices }) => choices[0]?.delta.content).length };
}

const system = { role: 'system', content: 'You are a coding agent.' };
const user = (...steps) => ({ role: 'user', content: [{ type: 'text', text: simulate(...steps) }] });

await feature('chat', async () => {
  const { text, stop } = await ask([system, user({ text: 'Hello' })]);
  assert.equal(text, 'Hello');
  assert.equal(stop, 'stop');
  return 'text although tools are offered';
});
await feature('stream', async () => {
  assert.equal((await ask([system, user({ text: 'one two three', deltas: 3, delayMs: 100 })])).pieces, 3);
  return 'in three pieces';
});
await feature('parallel tools', async () => {
  const asked = user(
    { text: 'Let me look.' },
    ...calls({ name: 'read_file', input: { path: 'a' } }, { name: 'list_directory', input: { path: 'b' } }),
    ...after,
  );
  const { text, calls: made, stop } = await ask([system, asked]);
  assert.equal(text.trim(), 'Let me look.');
  assert.equal(stop, 'tool_calls');
  assert.deepEqual(
    made.map((call) => [call.function.name, JSON.parse(call.function.arguments)]),
    [
      ['read_file', { path: 'a' }],
      ['list_directory', { path: 'b' }],
    ],
  );
  const results = made.map(({ id }) => ({
    role: 'tool',
    tool_call_id: id,
    content: [{ type: 'text', text: 'ok' }],
  }));
  const next = await ask([system, asked, { role: 'assistant', content: text, tool_calls: made }, ...results]);
  assert.equal(next.text, AFTER_TOOLS);
  return 'two calls, and the answer to their results';
});
await feature('error', async () => {
  const response = await send('/v1/chat/completions', {
    model: 'auto',
    stream: true,
    tools,
    messages: [user({ error: 'rate_limit', message: 'slow down' })],
  });
  assert.equal(response.status, 429);
  assert.ok(Number(response.headers.get('retry-after')) > 0);
  assert.equal(typeof (await response.json()).error.message, 'string');
  return '429 with retry-after';
});
