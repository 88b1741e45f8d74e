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
    messages: user({ text: 'one two three', deltas: 3 }),
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
await feature('models', async () => {
  const { data } = await client.models.list();
  assert.ok(data.some(({ id }) => id === 'auto'));
  return 'listed';
});
