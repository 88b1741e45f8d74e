import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, generateObject, generateText, stepCountIs, streamText, tool } from 'ai';
import { z } from 'zod';
import { AFTER_TOOLS, after, assert, BASE_URL, calls, feature, KEY, simulate } from './report.mjs';

const compatible = createOpenAICompatible({
  name: 'qoder',
  baseURL: BASE_URL,
  apiKey: KEY,
  includeUsage: true,
  supportsStructuredOutputs: true,
});
const openai = createOpenAI({ baseURL: BASE_URL, apiKey: KEY });
// The default factory speaks the Responses API.
const providers = {
  compatible: compatible('auto'),
  'openai chat': openai.chat('auto'),
  'openai default': openai('auto'),
};

for (const [name, model] of Object.entries(providers)) {
  await feature(`chat (${name})`, async () => {
    const { text } = await generateText({ model, prompt: simulate({ text: 'Hello' }) });
    assert.equal(text, 'Hello');
    return 'the scripted text';
  });
  await feature(`stream (${name})`, async () => {
    const pieces = [];
    const result = streamText({
      model,
      prompt: simulate({ text: 'one two three', deltas: 3, delayMs: 100 }),
    });
    for await (const piece of result.textStream) pieces.push(piece);
    assert.equal(pieces.join(''), 'one two three');
    assert.ok(pieces.length > 1);
    assert.equal(await result.finishReason, 'stop');
    return 'in several pieces';
  });
  await feature(`tools (${name})`, async () => {
    const seen = [];
    const step = tool({
      description: 'Does a step',
      inputSchema: z.object({ n: z.number() }),
      execute: ({ n }) => {
        seen.push(n);
        return 'ok';
      },
    });
    const prompt = simulate(
      { text: 'Let me see.' },
      ...calls({ name: 'step', input: { n: 1 } }, { name: 'step', input: { n: 2 } }),
      ...after,
    );
    const result = streamText({ model, prompt, tools: { step }, stopWhen: stepCountIs(5) });
    assert.match(await result.text, new RegExp(AFTER_TOOLS));
    assert.deepEqual(seen, [1, 2]);
    return 'two calls in a streamed step, then the answer';
  });
  await feature(`conversation (${name})`, async () => {
    const messages = [{ role: 'user', content: simulate({ text: 'one' }) }];
    const first = await generateText({ model, messages });
    const hits = async () =>
      (await (await fetch(`${process.env.GATEWAY_URL}/readyz`)).json()).continuation.hits;
    const before = await hits();
    messages.push(...first.response.messages, { role: 'user', content: simulate({ text: 'two' }) });
    assert.equal((await generateText({ model, messages })).text, 'two');
    assert.equal((await hits()) - before, 1);
    return 'its second turn went on in the process of the first';
  });
  await feature(`structured output (${name})`, async () => {
    const { object } = await generateObject({
      model,
      schema: z.object({ n: z.number() }),
      prompt: simulate({ text: '{"n": 7}' }),
    });
    assert.deepEqual(object, { n: 7 });
    return 'parsed';
  });
  await feature(`error (${name})`, async () => {
    const request = generateText({
      model,
      maxRetries: 0,
      prompt: simulate({ error: 'authentication_failed', message: 'no' }),
    });
    const error = await request.then(
      () => undefined,
      (caught) => caught,
    );
    assert.ok(APICallError.isInstance(error));
    assert.equal(error.statusCode, 403);
    return 'APICallError 403';
  });
}
