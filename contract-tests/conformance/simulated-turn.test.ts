import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { objectIn } from './cli.ts';
import { deltas, events, ready, scripted, streamed, turn } from './simulated.ts';

describe('a turn', () => {
  it('is answered word by word by something that says what it is', async () => {
    const cli = await ready();
    const result = await turn(cli, 'What is the weather?');
    expect(result).toMatchObject({ subtype: 'success', is_error: false, total_credits: 0.01 });
    expect(result.result).toMatch(/simulator.*“What is the weather\?”.*QODER_PERSONAL_ACCESS_TOKEN/);
    expect(streamed(cli)).toBe(result.result);
    expect(deltas(cli).filter((delta) => delta.type === 'text_delta').length).toBeGreaterThan(10);
  });

  it('follows the public order of stream events', async () => {
    const cli = await ready();
    await turn(cli, scripted({ thinking: 'Hm.' }, { signature: true }, { text: 'Yes', deltas: 2 }));
    const [first, ...rest] = events(cli).map((event) => event.type);
    expect(first).toBe('message_start');
    expect(rest).toEqual([
      'content_block_start',
      'content_block_delta',
      'content_block_delta',
      'content_block_stop',
      'content_block_start',
      'content_block_delta',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
  });

  it('can be followed by another in the same process', async () => {
    const cli = await ready();
    expect((await turn(cli, scripted({ text: 'one' }))).result).toBe('one');
    const history = (await turn(cli, scripted({ echo: 'history' }))).result;
    expect(JSON.parse(String(history))).toMatchObject([
      { role: 'user' },
      { role: 'assistant', text: 'one' },
      {},
    ]);
  });

  it('echoes exactly what it was given', async () => {
    const cli = await ready({ turn: [{ echo: 'sha256' }] }, {}, { systemPrompt: 'Be brief.' });
    const text = 'ünï\u2028code\n';
    const expected = createHash('sha256').update(text).digest('hex');
    expect((await turn(cli, text)).result).toBe(expected);
    expect((await turn(cli, scripted({ echo: 'system' }))).result).toBe('Be brief.');
  });

  it('can be interrupted', async () => {
    const cli = await ready();
    cli.say(scripted({ text: 'partly' }, { hang: true }));
    await cli.until((line) => objectIn(objectIn(line.event).delta).text === 'partly');
    await cli.request('interrupt');
    const result = await cli.until((line) => line.type === 'result');
    expect(result.is_error).toBe(true);
    expect(cli.lines.find((line) => line.type === 'assistant')).toMatchObject({ aborted: true });
    expect((await turn(cli, scripted({ text: 'again' }))).result).toBe('again');
  });
});
