// Cursor sends three kinds of bodies to /chat/completions, by the model's name, and wants chat chunks for all.
import { AFTER_TOOLS, assert, calls, dataLines, feature, send, simulate } from './replay.mjs';

async function ask(body) {
  const lines = await dataLines(
    await send('/v1/chat/completions', { ...body, stream: true, stream_options: { include_usage: true } }),
  );
  assert.equal(lines.at(-1), '[DONE]');
  const chunks = lines.slice(0, -1).map((line) => JSON.parse(line));
  const made = [];
  let text = '';
  for (const chunk of chunks) {
    assert.equal(chunk.object, 'chat.completion.chunk');
    for (const { delta } of chunk.choices) {
      text += delta.content ?? '';
      for (const { index, id, type, function: part } of delta.tool_calls ?? []) {
        if (made[index] === undefined) {
          assert.equal(type, 'function');
          assert.ok(id && part.name, 'a first delta without id or name');
          made[index] = { id, name: part.name, arguments: '' };
        }
        made[index].arguments += part.arguments;
      }
    }
  }
  return { text, made };
}

await feature('verification', async () => {
  const preflight = await send('/v1/chat/completions', undefined, {
    method: 'OPTIONS',
    headers: {
      origin: 'vscode-file://vscode-app',
      'access-control-request-headers': 'authorization,content-type',
    },
  });
  assert.equal(preflight.status, 204);
  const response = await send('/v1/chat/completions', {
    model: 'auto',
    max_tokens: 10,
    stream: false,
    messages: [{ role: 'user', content: 'Test' }],
  });
  assert.equal(response.status, 200);
  return 'preflight and the test request';
});
await feature('chat and tools, plain', async () => {
  const tools = [
    {
      type: 'function',
      function: { name: 'grep', parameters: { type: 'object', properties: { q: { type: 'string' } } } },
    },
    {
      type: 'custom',
      name: 'ApplyPatch',
      format: { type: 'grammar', syntax: 'lark', definition: 'start: "x"' },
    },
  ];
  const asked = {
    role: 'user',
    content: simulate(...calls({ name: 'grep', input: { q: 'a' } }), { text: AFTER_TOOLS }),
  };
  const empty = { role: 'assistant', content: [], tool_calls: [] };
  const messages = [
    { role: 'system', content: 'You are an agent.' },
    { role: 'user', content: 'rules' },
    empty,
    asked,
  ];
  const { made } = await ask({ model: 'auto', messages, tools, tool_choice: 'auto', temperature: 0 });
  assert.deepEqual(JSON.parse(made[0].arguments), { q: 'a' });
  const call = {
    id: made[0].id,
    type: 'function',
    index: 0,
    function: { name: 'grep', arguments: made[0].arguments },
  };
  const next = await ask({
    model: 'auto',
    tools,
    messages: [
      ...messages,
      { role: 'assistant', content: '', tool_calls: [call] },
      { role: 'tool', tool_call_id: call.id, name: 'grep', content: [{ type: 'text', text: 'ok' }] },
    ],
  });
  assert.equal(next.text, AFTER_TOOLS);
  return 'with empty content, a free-form tool and indexed calls';
});
await feature('chat and tools, Responses-shaped', async () => {
  const patch = '*** Begin Patch\n*** End Patch';
  const asked = {
    role: 'user',
    content: [
      {
        type: 'input_text',
        text: simulate(...calls({ name: 'ApplyPatch', input: { input: patch } }), { text: AFTER_TOOLS }),
      },
    ],
  };
  const body = {
    model: 'gpt-5',
    messages: [],
    store: false,
    include: [],
    truncation: 'auto',
    reasoning: { effort: 'low' },
    tools: [{ type: 'custom', name: 'ApplyPatch', description: 'Patches' }],
  };
  const { made } = await ask({ ...body, input: [asked] });
  assert.deepEqual([made[0].name, made[0].arguments], ['ApplyPatch', patch]);
  const items = [
    { type: 'custom_tool_call', call_id: made[0].id, name: 'ApplyPatch', input: patch },
    { type: 'custom_tool_call_output', call_id: made[0].id, output: 'ok' },
  ];
  assert.equal((await ask({ ...body, input: [asked, ...items] })).text, AFTER_TOOLS);
  return 'a raw patch in a function call, and the answer to its result';
});
await feature('chat and tools, Anthropic blocks', async () => {
  const asked = {
    role: 'user',
    content: [
      {
        type: 'text',
        text: simulate(...calls({ name: 'Read', input: { path: 'a' } }), { text: AFTER_TOOLS }),
        cache_control: { type: 'ephemeral' },
      },
    ],
  };
  const body = {
    model: 'claude-sonnet-4',
    tools: [{ name: 'Read', description: 'Reads', input_schema: { type: 'object', properties: {} } }],
    tool_choice: { type: 'auto' },
  };
  const { made } = await ask({ ...body, messages: [asked] });
  const turn = [
    {
      role: 'assistant',
      content: [{ type: 'tool_use', id: made[0].id, name: 'Read', input: { path: 'a' } }],
    },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: made[0].id, content: 'ok' }] },
  ];
  assert.equal((await ask({ ...body, messages: [asked, ...turn] })).text, AFTER_TOOLS);
  return 'bare tools and blocks, answered with chunks';
});
await feature('error', async () => {
  const response = await send('/v1/chat/completions', {
    model: 'auto',
    messages: [{ role: 'user', content: simulate({ error: 'authentication_failed', message: 'no' }) }],
    stream: true,
  });
  assert.equal(response.status, 403);
  assert.equal((await response.json()).error.code, 'qoder_auth_failed');
  return '403 with a message for people';
});
