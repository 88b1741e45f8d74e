import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { readStream } from './support/event-stream.ts';
import { type Gateway, startGateway } from './support/gateway.ts';
import { simulate } from './support/script.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

const post = (body: object) => gateway.post('/v1/completions', { model: 'auto', ...body });
const complete = (body: object) => conforming('createCompletion', post(body));
const stream = (body: object) => readStream('createCompletion', post({ ...body, stream: true }));

describe('legacy completions', () => {
  it('completes a prompt', async () => {
    const body = await complete({ prompt: simulate({ text: ' and so on' }) });
    expect(body.choices).toEqual([{ text: ' and so on', index: 0, logprobs: null, finish_reason: 'stop' }]);
    expect(body.object).toBe('text_completion');
    expect(body.usage.completion_tokens).toBeGreaterThan(0);
  });

  it('asks for a continuation, not for an answer', async () => {
    const { choices } = await complete({ prompt: simulate({ echo: 'system' }) });
    expect(choices[0].text).toContain('what comes next');
  });

  it('gives one choice per prompt, in order', async () => {
    const prompt = ['A', 'B', 'C'].map((text) => simulate({ sleep: text === 'A' ? 300 : 0 }, { text }));
    const { choices, usage } = await complete({ prompt });
    expect(choices.map((choice: { text: string }) => choice.text)).toEqual(['A', 'B', 'C']);
    expect(usage.total_tokens).toBe(usage.prompt_tokens + usage.completion_tokens);
  });

  it('streams several prompts, each under its own index', async () => {
    const prompt = ['one two', 'three four'].map((text) => simulate({ text }));
    const record = await stream({ prompt, stream_options: { include_usage: true } });
    const texts = ['', ''];
    for (const { choices } of record.chunks) for (const { index, text } of choices) texts[index] += text;
    expect(texts).toEqual(['one two', 'three four']);
    expect(
      record.chunks.flatMap((chunk) => chunk.choices).filter((choice) => choice.finish_reason === 'stop')
        .length,
    ).toBe(2);
    expect(record.chunks.at(-1).usage.completion_tokens).toBeGreaterThan(0);
    expect(record.done).toBe(true);
  });

  it('echoes the prompt when asked to', async () => {
    const prompt = simulate({ text: '!' });
    expect((await complete({ prompt, echo: true })).choices[0].text).toBe(`${prompt}!`);
    expect((await stream({ prompt, echo: true })).text).toBe(`${prompt}!`);
  });

  it('obeys stop and max_tokens', async () => {
    const prompt = simulate({ text: 'one two three four' });
    expect((await complete({ prompt, stop: 'three' })).choices[0].text).toBe('one two ');
    expect((await complete({ prompt, max_tokens: 2 })).choices[0].finish_reason).toBe('length');
  });

  it.each([
    [{ prompt: 'x', suffix: 'end' }, 'suffix'],
    [{ prompt: 'x', n: 2 }, 'n'],
    [{ prompt: 'x', best_of: 3 }, 'best_of'],
    [{ prompt: 'x', logprobs: 2 }, 'logprobs'],
    [{ prompt: [1, 2, 3] }, 'prompt'],
    [{ prompt: [[1], [2]] }, 'prompt'],
  ])('refuses %j clearly', async (body, param) => {
    await conformingError('createCompletion', post(body), {
      status: 400,
      code: 'unsupported_parameter',
      param,
    });
  });

  it('fails as a whole when one prompt fails, and leaves nothing running', async () => {
    const prompt = [
      simulate({ text: 'fine' }, { hang: true }),
      simulate({ error: 'rate_limit', message: 'slow down' }),
    ];
    await conformingError('createCompletion', post({ prompt }), { status: 429, code: 'rate_limit_exceeded' });
    const readiness = () => conforming('getReadiness', gateway.fetch('/readyz'));
    await expect.poll(async () => (await readiness()).pool.busy).toBe(0);
  });

  it.each([
    [400, { error: 'invalid_request', message: 'no' }, null],
    [403, { error: 'authentication_failed', message: 'no' }, 'qoder_auth_failed'],
    [429, { error: 'billing_error', message: 'no' }, 'insufficient_quota'],
    [502, { error: 'server_error', message: 'no' }, 'qodercli_failed'],
  ])('answers %i for a turn that fails so', async (status, step, code) => {
    await conformingError('createCompletion', post({ prompt: simulate(step) }), { status, code });
  });
});
