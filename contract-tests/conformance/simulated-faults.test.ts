import { describe, expect, it } from 'vitest';
import { ready, results, scripted, streamed, turn } from './simulated.ts';

describe('what a script can do to a reader', () => {
  it('streams far faster than anyone reads', async () => {
    const cli = await ready();
    const result = await turn(cli, scripted({ repeat: { text: 'xy', times: 50_000 } }));
    expect(result.result).toBe('xy'.repeat(50_000));
    expect(streamed(cli)).toBe(result.result);
  });

  it('splits characters, joins lines and writes what is no JSON', async () => {
    const cli = await ready();
    const steps = [{ splitUtf8: 'héé€😀' }, { oneWrite: ' a b' }, { raw: 'not json' }, { bytes: 'e30K' }];
    const result = await turn(cli, scripted(...steps, { line: { type: 'odd' } }, { longLine: 100_000 }));
    expect(result.result).toBe('héé€😀 a b');
    expect(streamed(cli)).toBe(result.result);
    expect(cli.lines).toContainEqual({ notJson: 'not json' });
    expect(cli.lines).toContainEqual({ type: 'odd' });
    expect(cli.lines.some((line) => JSON.stringify(line).length > 100_000)).toBe(true);
  });

  it('shows usage, credits and stop reasons as told', async () => {
    const cli = await ready();
    const steps = [{ usage: { input_tokens: 7 } }, { credits: 3 }, { stop: 'max_tokens' }, { text: 'cut' }];
    expect(await turn(cli, scripted(...steps))).toMatchObject({
      stop_reason: 'max_tokens',
      total_credits: 3,
      usage: { input_tokens: 7 },
    });
    const silent = await turn(cli, scripted({ usage: null }, { text: 'quiet' }));
    expect(silent).toMatchObject({ usage: { input_tokens: 0, output_tokens: 0 }, modelUsage: {} });
  });

  it('keeps deltas, subagents and progress apart from the answer', async () => {
    const cli = await ready();
    const steps = [{ noDeltas: true }, { subagent: 'inner' }, { queued: { queue_count: 9 } }, { retry: {} }];
    expect((await turn(cli, scripted(...steps, { text: 'outer' }))).result).toBe('outer');
    expect(
      cli.lines.filter((line) => line.type === 'stream_event' && line.parent_tool_use_id === null),
    ).toEqual([]);
    expect(cli.lines.some((line) => line.queue_count === 9)).toBe(true);
  });

  it.each([
    ['rate_limit', { is_error: true, subtype: 'success', error_code: 429 }],
    ['max_output_tokens', { is_error: true, subtype: 'success' }],
  ])('fails in the disguise of an answer: %s', async (error, expected) => {
    const cli = await ready();
    expect(await turn(cli, scripted({ error }))).toMatchObject(expected);
    const message = cli.lines.find((line) => line.type === 'assistant');
    expect(message).toMatchObject({ error, message: { model: '<synthetic>' } });
  });

  it.each([
    ['a result of failure', { resultError: { errors: ['no'] } }, { code: 1, signal: null }],
    ['an exit', { exit: 7 }, { code: 7, signal: null }],
    ['a signal', { signal: 'SIGKILL' }, { code: null, signal: 'SIGKILL' }],
    ['half a line', { halfLine: true }, { code: 0, signal: null }],
    ['a step that does not exist', { txet: 'typo' }, { code: 1, signal: null }],
  ])('ends: %s', async (_name, step, exit) => {
    const cli = await ready();
    cli.say(scripted({ text: 'so far' }, step));
    expect(await cli.exited).toEqual(exit);
  });

  it('names the step that is misspelt', async () => {
    const cli = await ready();
    cli.say(scripted({ txet: 'typo' }));
    await cli.exited;
    expect(cli.stderr()).toContain('unknown step "txet"');
    expect(results(cli)[0]).toMatchObject({ subtype: 'error_during_execution' });
  });
});
