import Anthropic from '@anthropic-ai/sdk';
import { AFTER_TOOLS, after, assert, calls, feature, KEY, simulate, URL } from './report.mjs';

const client = new Anthropic({ baseURL: URL, apiKey: KEY, maxRetries: 0 });
const asked = (...steps) => ({
  model: 'auto',
  max_tokens: 1_000,
  messages: [{ role: 'user', content: simulate(...steps) }],
});
const tool = (name, seen) => ({
  type: 'custom',
  name,
  description: name,
  input_schema: { type: 'object', properties: { x: { type: 'number' } } },
  parse: (input) => input,
  run: ({ x }) => {
    seen.push(`${name}(${x})`);
    return 'ok';
  },
});

await feature('chat', async () => {
  const { content } = await client.messages.create(asked({ text: 'Hello' }));
  assert.equal(content[0].text, 'Hello');
  return 'the scripted text';
});
await feature('stream', async () => {
  const pieces = [];
  const stream = client.messages.stream({
    ...asked({ thinking: 'Hm' }, { text: 'one two three', deltas: 3, delayMs: 100 }),
    thinking: { type: 'adaptive' },
  });
  stream.on('text', (piece) => pieces.push(piece));
  const { content } = await stream.finalMessage();
  assert.deepEqual(
    content.map(({ thinking, text }) => thinking ?? text),
    ['Hm', 'one two three'],
  );
  assert.equal(pieces.length, 3);
  return 'in three pieces behind the thinking, by the helper';
});
await feature('parallel tools', async () => {
  const seen = [];
  const message = await client.beta.messages
    .toolRunner({
      ...asked(
        { text: 'Let me see.' },
        ...calls({ name: 'a', input: { x: 1 } }, { name: 'b', input: { x: 2 } }),
        ...after,
      ),
      stream: true,
      tools: [tool('a', seen), tool('b', seen)],
    })
    .runUntilDone();
  assert.equal(message.content[0].text, AFTER_TOOLS);
  assert.deepEqual(seen, ['a(1)', 'b(2)']);
  return 'two calls in one streamed turn, run and answered';
});
await feature('error', async () => {
  const request = client.messages.create(asked({ error: 'authentication_failed', message: 'no' }));
  const error = await request.then(
    () => undefined,
    (caught) => caught,
  );
  assert.ok(error instanceof Anthropic.PermissionDeniedError);
  assert.deepEqual([error.type, error.errorCode], ['permission_error', 'qoder_auth_failed']);
  return 'PermissionDeniedError with its type and our code';
});
await feature('token count', async () => {
  const { messages } = asked({ text: 'x' });
  const count = await client.messages.countTokens({ model: 'auto', messages });
  assert.ok(count.input_tokens > 0);
  return 'an estimate';
});
