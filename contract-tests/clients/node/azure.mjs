// The OpenAI SDK's client of Azure, which puts the model into the path and the key into `api-key`.
import { AzureOpenAI, PermissionDeniedError } from 'openai';
import { AFTER_TOOLS, after, assert, calls, feature, KEY, simulate, URL } from './report.mjs';

const client = new AzureOpenAI({
  endpoint: URL,
  apiKey: KEY,
  apiVersion: '2024-10-21',
  deployment: 'auto',
  maxRetries: 0,
});
const user = (...steps) => [{ role: 'user', content: simulate(...steps) }];

await feature('chat', async () => {
  const { choices } = await client.chat.completions.create({
    model: 'auto',
    messages: user({ text: 'Hello' }),
  });
  assert.equal(choices[0].message.content, 'Hello');
  return 'the scripted text';
});
await feature('stream', async () => {
  const pieces = [];
  const stream = client.chat.completions.stream({
    model: 'auto',
    messages: user({ text: 'one two three', deltas: 3, delayMs: 100 }),
  });
  stream.on('content', (piece) => pieces.push(piece));
  assert.equal(await stream.finalContent(), 'one two three');
  assert.equal(pieces.length, 3);
  return 'in three pieces';
});
await feature('tools', async () => {
  const seen = [];
  const runner = client.chat.completions.runTools({
    model: 'auto',
    messages: user(...calls({ name: 'a', input: { x: 1 } }), ...after),
    tools: [
      {
        type: 'function',
        function: {
          name: 'a',
          description: 'a',
          parse: JSON.parse,
          parameters: { type: 'object', properties: { x: { type: 'number' } } },
          function: ({ x }) => {
            seen.push(x);
            return 'ok';
          },
        },
      },
    ],
  });
  assert.equal(await runner.finalContent(), AFTER_TOOLS);
  assert.deepEqual(seen, [1]);
  return 'called, and used the result';
});
await feature('error', async () => {
  const failing = client.chat.completions.create({
    model: 'auto',
    messages: user({ error: 'authentication_failed', message: 'no' }),
  });
  await assert.rejects(
    failing,
    (error) => error instanceof PermissionDeniedError && error.code === 'qoder_auth_failed',
  );
  return 'PermissionDeniedError with our code';
});
