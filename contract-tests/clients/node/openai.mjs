import OpenAI from 'openai';
import { AFTER_TOOLS, after, assert, BASE_URL, calls, feature, KEY, simulate } from './report.mjs';

const client = new OpenAI({ baseURL: BASE_URL, apiKey: KEY, maxRetries: 0 });
const user = (...steps) => [{ role: 'user', content: simulate(...steps) }];
const tool = (name, seen) => ({
  type: 'function',
  function: {
    name,
    description: name,
    parse: JSON.parse,
    parameters: { type: 'object', properties: { x: { type: 'number' } } },
    function: ({ x }) => {
      seen.push(`${name}(${x})`);
      return 'ok';
    },
  },
});

await feature('chat', async () => {
  const completion = await client.chat.completions.create({
    model: 'auto',
    messages: user({ text: 'Hello' }),
  });
  assert.equal(completion.choices[0].message.content, 'Hello');
  return 'the scripted text';
});
await feature('stream', async () => {
  const pieces = [];
  const stream = client.chat.completions.stream({
    model: 'auto',
    messages: user({ text: 'one two three', deltas: 3, delayMs: 300 }),
  });
  stream.on('content', (piece) => pieces.push(piece));
  assert.equal(await stream.finalContent(), 'one two three');
  assert.equal(pieces.length, 3);
  return 'in three pieces, by the strict helper';
});
await feature('parallel tools', async () => {
  const seen = [];
  const runner = client.chat.completions.runTools({
    model: 'auto',
    stream: true,
    messages: user(
      { text: 'Let me see.' },
      ...calls({ name: 'a', input: { x: 1 } }, { name: 'b', input: { x: 2 } }),
      ...after,
    ),
    tools: [tool('a', seen), tool('b', seen)],
  });
  assert.equal(await runner.finalContent(), AFTER_TOOLS);
  assert.deepEqual(seen, ['a(1)', 'b(2)']);
  return 'two calls in one streamed turn, run and answered';
});
await feature('structured output', async () => {
  const schema = { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] };
  const completion = await client.chat.completions.parse({
    model: 'auto',
    messages: user({ text: 'Sure: {"n": 7}' }),
    response_format: { type: 'json_schema', json_schema: { name: 'n', strict: true, schema } },
  });
  assert.deepEqual(completion.choices[0].message.parsed, { n: 7 });
  return 'parsed';
});
await feature('error', async () => {
  const request = client.chat.completions.create({
    model: 'auto',
    messages: user({ error: 'authentication_failed', message: 'no' }),
  });
  const error = await request.then(
    () => undefined,
    (caught) => caught,
  );
  assert.ok(error instanceof OpenAI.PermissionDeniedError);
  assert.equal(error.code, 'qoder_auth_failed');
  return 'PermissionDeniedError with our code';
});
await feature('chat (responses)', async () => {
  const response = await client.responses.create({ model: 'auto', input: simulate({ text: 'Hello' }) });
  assert.equal(response.output_text, 'Hello');
  return 'the scripted text';
});
await feature('stream (responses)', async () => {
  const pieces = [];
  const stream = client.responses.stream({
    model: 'auto',
    input: simulate({ text: 'one two three', deltas: 3, delayMs: 100 }),
  });
  stream.on('response.output_text.delta', ({ delta }) => pieces.push(delta));
  assert.equal((await stream.finalResponse()).output_text, 'one two three');
  assert.equal(pieces.length, 3);
  return 'in three pieces, by the strict helper';
});
await feature('tools (responses)', async () => {
  const tools = [{ type: 'function', name: 'a', parameters: { type: 'object' }, strict: false }];
  const input = simulate(...calls({ name: 'a', input: { x: 1 } }), ...after);
  const first = await client.responses.create({ model: 'auto', input, tools });
  const call = first.output.find(({ type }) => type === 'function_call');
  assert.deepEqual(JSON.parse(call.arguments), { x: 1 });
  const second = await client.responses.create({
    model: 'auto',
    previous_response_id: first.id,
    input: [{ type: 'function_call_output', call_id: call.call_id, output: 'ok' }],
    tools,
  });
  assert.equal(second.output_text, AFTER_TOOLS);
  return 'called, and answered by previous_response_id';
});
await feature('structured output (responses)', async () => {
  const schema = { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] };
  const response = await client.responses.parse({
    model: 'auto',
    input: simulate({ text: 'Sure: {"n": 7}' }),
    text: { format: { type: 'json_schema', name: 'n', strict: true, schema } },
  });
  assert.deepEqual(response.output_parsed, { n: 7 });
  return 'parsed';
});
await feature('error (responses)', async () => {
  const request = client.responses.create({
    model: 'auto',
    input: 'x',
    previous_response_id: 'resp_none',
  });
  const error = await request.then(
    () => undefined,
    (caught) => caught,
  );
  assert.ok(error instanceof OpenAI.BadRequestError);
  assert.equal(error.code, 'previous_response_not_found');
  return 'BadRequestError previous_response_not_found';
});
await feature('models', async () => {
  const { data } = await client.models.list();
  assert.ok(data.some(({ id }) => id === 'auto'));
  return 'listed';
});
