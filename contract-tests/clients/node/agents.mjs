import { Agent, OpenAIProvider, Runner, tool } from '@openai/agents';
import { z } from 'zod';
import { AFTER_TOOLS, after, assert, BASE_URL, calls, feature, KEY, simulate } from './report.mjs';

// Its default is the Responses API.
const runners = { chat: false, responses: true };
const agentWith = (tools = []) =>
  new Agent({ name: 'tester', instructions: 'Be brief.', model: 'auto', tools });
const stepTool = (seen) =>
  tool({
    name: 'step',
    description: 'Does a step',
    parameters: z.object({ n: z.number() }),
    execute: ({ n }) => {
      seen.push(n);
      return 'ok';
    },
  });

for (const [name, useResponses] of Object.entries(runners)) {
  const modelProvider = new OpenAIProvider({ apiKey: KEY, baseURL: BASE_URL, useResponses });
  const runner = new Runner({ modelProvider, tracingDisabled: true });

  await feature(`chat (${name})`, async () => {
    assert.equal((await runner.run(agentWith(), simulate({ text: 'Hello' }))).finalOutput, 'Hello');
    return 'the scripted text';
  });
  await feature(`stream (${name})`, async () => {
    const result = await runner.run(
      agentWith(),
      simulate({ text: 'one two three', deltas: 3, delayMs: 100 }),
      {
        stream: true,
      },
    );
    const pieces = [];
    for await (const piece of result.toTextStream()) pieces.push(piece);
    assert.equal(pieces.join(''), 'one two three');
    assert.ok(pieces.length > 1);
    return 'in several pieces';
  });
  await feature(`tools (${name})`, async () => {
    const seen = [];
    const steps = [...calls({ name: 'step', input: { n: 1 } }), ...after];
    assert.equal(
      (await runner.run(agentWith([stepTool(seen)]), simulate(...steps))).finalOutput,
      AFTER_TOOLS,
    );
    assert.deepEqual(seen, [1]);
    return 'called, and used the result';
  });
  if (process.env.GATEWAY_TOOL_MODE !== 'prompt') {
    await feature(`ten-step agent (${name})`, async () => {
      const hits = async () =>
        (await (await fetch(`${process.env.GATEWAY_URL}/readyz`)).json()).continuation.hits;
      const before = await hits();
      const seen = [];
      const steps = Array.from({ length: 10 }, (_, n) => calls({ name: 'step', input: { n } })).flat();
      const result = await runner.run(
        agentWith([stepTool(seen)]),
        simulate(...steps, { text: AFTER_TOOLS }),
        {
          maxTurns: 15,
        },
      );
      assert.equal(result.finalOutput, AFTER_TOOLS);
      assert.equal(seen.length, 10);
      assert.equal((await hits()) - before, 10);
      return 'ten steps, each in the process of the first';
    });
  }
  await feature(`error (${name})`, async () => {
    const request = runner.run(
      agentWith(),
      simulate({ error: 'invalid_request', message: 'prompt is too long' }),
    );
    const error = await request.then(
      () => undefined,
      (caught) => caught,
    );
    assert.equal(error?.status, 400);
    assert.equal(error?.code, 'context_length_exceeded');
    return '400 context_length_exceeded';
  });
}
