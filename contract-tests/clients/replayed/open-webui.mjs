// Open WebUI's backend: a model list on connecting, a stream per message, and small tasks beside it.
import { AFTER_TOOLS, after, assert, calls, dataLines, feature, send, simulate } from './replay.mjs';

const headers = { 'x-openwebui-user-name': 'Ann', 'x-openwebui-chat-id': 'c1' };
const tools = [
  {
    type: 'function',
    function: {
      name: 'search',
      description: 'Searches',
      parameters: { type: 'object', properties: { q: { type: 'string' } } },
    },
  },
];

async function ask(messages, more = {}) {
  const body = { model: 'auto', stream: true, stream_options: { include_usage: true }, messages, ...more };
  const lines = await dataLines(await send('/v1/chat/completions', body, { headers }));
  assert.equal(lines.at(-1), '[DONE]');
  const chunks = lines.slice(0, -1).map((line) => JSON.parse(line));
  assert.ok(chunks.some(({ choices, usage }) => choices.length === 0 && usage.total_tokens > 0));
  const deltas = chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta));
  // A delta without an index is ignored without a word.
  const parts = deltas.flatMap((delta) => delta.tool_calls ?? []).filter((part) => part.index !== undefined);
  const made = parts
    .filter(({ id }) => id)
    .map(({ index, id, function: { name } }) => ({
      index,
      id,
      type: 'function',
      function: {
        name,
        arguments: parts
          .filter((part) => part.index === index)
          .map((part) => part.function.arguments)
          .join(''),
      },
    }));
  return {
    text: deltas.map((delta) => delta.content ?? '').join(''),
    made,
    pieces: deltas.filter((delta) => delta.content).length,
  };
}
const user = (...steps) => ({ role: 'user', content: simulate(...steps) });

await feature('connection', async () => {
  const { data } = await (await send('/v1/models', undefined, { headers })).json();
  assert.ok(data.every(({ id, name }) => typeof id === 'string' && name !== null));
  return 'the model list';
});
await feature('chat', async () => {
  assert.equal(
    (await ask([{ role: 'system', content: 'Be brief.' }, user({ text: 'Hello' })])).text,
    'Hello',
  );
  return 'with usage';
});
await feature('stream', async () => {
  assert.equal((await ask([user({ text: 'one two three', deltas: 3, delayMs: 100 })])).pieces, 3);
  return 'in three pieces';
});
await feature('image', async () => {
  const png =
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const content = [
    { type: 'text', text: simulate({ text: 'A dot' }) },
    { type: 'image_url', image_url: { url: png } },
  ];
  assert.equal((await ask([{ role: 'user', content }])).text, 'A dot');
  return 'a data URL';
});
await feature('tools', async () => {
  const asked = user(...calls({ name: 'search', input: { q: 'a' } }), ...after);
  const { made } = await ask([asked], { tools });
  const turn = [
    { role: 'assistant', content: '', tool_calls: made },
    { role: 'tool', tool_call_id: made[0].id, content: 'found' },
  ];
  assert.equal((await ask([asked, ...turn], { tools })).text, AFTER_TOOLS);
  return 'a native call, with its index in the history';
});
await feature('background tasks', async () => {
  const message = user({ text: '```json\n{"title": "A title"}\n```' });
  const response = await send(
    '/v1/chat/completions',
    { model: 'auto', stream: false, max_completion_tokens: 1_000, messages: [message] },
    { headers },
  );
  const text = (await response.json()).choices[0].message.content;
  assert.deepEqual(JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)), {
    title: 'A title',
  });
  return 'title, tags and their like';
});
await feature('error', async () => {
  const response = await send(
    '/v1/chat/completions',
    { model: 'auto', stream: true, messages: [user({ error: 'server_error', message: 'overloaded' })] },
    { headers },
  );
  assert.equal(response.status, 502);
  assert.match((await response.json()).error.message, /overloaded/);
  return '502 with the reason';
});
