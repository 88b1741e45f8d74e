import { tool } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';
import { createAgent } from 'langchain';
import { z } from 'zod';
import { AFTER_TOOLS, after, assert, BASE_URL, calls, feature, KEY, simulate } from './report.mjs';

const stepTool = (seen) =>
  tool(
    ({ n }) => {
      seen.push(n);
      return `did ${n}`;
    },
    { name: 'step', description: 'Does a step', schema: z.object({ n: z.number() }) },
  );

for (const [name, useResponsesApi] of Object.entries({ chat: false, responses: true })) {
  const model = new ChatOpenAI({
    model: 'auto',
    apiKey: KEY,
    maxRetries: 0,
    useResponsesApi,
    configuration: { baseURL: BASE_URL },
  });

  await feature(`chat (${name})`, async () => {
    assert.equal((await model.invoke(simulate({ text: 'Hello' }))).text, 'Hello');
    return 'the scripted text';
  });
  await feature(`stream (${name})`, async () => {
    const pieces = [];
    for await (const chunk of await model.stream(
      simulate({ text: 'one two three', deltas: 3, delayMs: 100 }),
    ))
      if (chunk.text) pieces.push(chunk.text);
    assert.deepEqual(pieces.join(''), 'one two three');
    assert.equal(pieces.length, 3);
    return 'in three pieces';
  });
  await feature(`tools (${name})`, async () => {
    const seen = [];
    const agent = createAgent({ model, tools: [stepTool(seen)] });
    const { messages } = await agent.invoke({
      messages: [{ role: 'user', content: simulate(...calls({ name: 'step', input: { n: 1 } }), ...after) }],
    });
    assert.equal(messages.at(-1).text, AFTER_TOOLS);
    assert.deepEqual(seen, [1]);
    return 'an agent called, and used the result';
  });
  if (process.env.GATEWAY_TOOL_MODE !== 'prompt') {
    await feature(`ten-step agent (${name})`, async () => {
      const before = await (await fetch(`${process.env.GATEWAY_URL}/readyz`)).json();
      const seen = [];
      const agent = createAgent({ model, tools: [stepTool(seen)] });
      const steps = Array.from({ length: 10 }, (_, n) => calls({ name: 'step', input: { n } })).flat();
      const { messages } = await agent.invoke(
        { messages: [{ role: 'user', content: simulate(...steps, { text: AFTER_TOOLS }) }] },
        { recursionLimit: 60 },
      );
      assert.equal(messages.at(-1).text, AFTER_TOOLS);
      assert.equal(seen.length, 10);
      const readiness = await (await fetch(`${process.env.GATEWAY_URL}/readyz`)).json();
      assert.equal(readiness.continuation.hits - before.continuation.hits, 10);
      return 'ten steps, each in the process of the first';
    });
  }
  await feature(`structured output (${name})`, async () => {
    const structured = model.withStructuredOutput(z.object({ n: z.number() }));
    assert.deepEqual(await structured.invoke(simulate({ text: '{"n": 7}' })), { n: 7 });
    return 'parsed';
  });
  await feature(`error (${name})`, async () => {
    const error = await model.invoke(simulate({ error: 'billing_error', message: 'no credits' })).then(
      () => undefined,
      (caught) => caught,
    );
    assert.equal(error?.status, 429);
    assert.equal(error?.code, 'insufficient_quota');
    return '429 insufficient_quota, tried once';
  });
}
