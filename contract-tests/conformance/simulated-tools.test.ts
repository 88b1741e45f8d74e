import { describe, expect, it } from 'vitest';
import type { Cli, Line } from './cli.ts';
import { dottedTool, toolServer, weatherTool } from './host-answers.ts';
import { deltas, events, ready, scripted, turn } from './simulated.ts';

describe('tools', () => {
  const bind = { sdkMcpServers: ['client'] };
  const names = { client: { get_weather: { exposedName: 'get_weather', alwaysLoad: true } } };

  async function withTools(call: (params: Line) => unknown, flags: string[] = []): Promise<Cli> {
    const answer = toolServer([weatherTool, dottedTool], call);
    // In the mode that asks nobody, a call wants a rule that allows it.
    const allowed = ['--allowed-tools', 'mcp__client__*', ...flags];
    return ready({}, { answer, flags: allowed }, { ...bind, sdkMcpToolOverrides: names });
  }

  it('are called in parallel and their answers continue the turn', async () => {
    const seen: Line[] = [];
    const cli = await withTools((params) => {
      seen.push(params);
      return { content: [{ type: 'text', text: 'sunny' }] };
    });
    const calls = [
      { name: 'get_weather', input: { city: 'Oslo' }, id: 'a' },
      { name: 'mcp__client__second_one' },
      { name: 'not_offered' },
    ];
    const result = await turn(cli, scripted({ tools: calls }, { text: 'done' }));
    expect(result).toMatchObject({ result: 'done', num_turns: 2 });
    expect(seen).toEqual([
      { name: 'get_weather', arguments: { city: 'Oslo' } },
      { name: 'second.one', arguments: {} },
    ]);
    const fragments = deltas(cli).map((delta) => delta.partial_json ?? '');
    expect(fragments.join('')).toBe('{"city":"Oslo"}{}{}');
    // A line for each block; the last one tells why the message ends.
    const blocks = cli.lines.filter((line) => line.type === 'assistant').slice(0, calls.length);
    expect(blocks).toMatchObject(
      [null, null, 'tool_use'].map((stop_reason) => ({
        message: { stop_reason, content: [{ type: 'tool_use' }] },
      })),
    );
    expect(events(cli).filter((event) => event.type === 'message_start')).toHaveLength(2);
  });

  it('answer with a script of their own, or are quoted', async () => {
    const script = scripted({ text: 'from the tool' });
    const scriptedTool = await withTools(() => ({ content: [{ type: 'text', text: script }] }));
    const first = await turn(
      scriptedTool,
      scripted({ tools: [{ name: 'get_weather' }] }, { text: 'unused' }),
    );
    expect(first.result).toBe('from the tool');
    const plainTool = await withTools(() => ({ content: [{ type: 'text', text: 'sunny' }] }));
    expect((await turn(plainTool, 'Please call get_weather now')).result).toContain('sunny');
  });

  it('end the turn at the limit of --max-turns', async () => {
    const cli = await withTools(() => ({ content: [] }), ['--max-turns', '1']);
    const result = await turn(cli, scripted({ tools: [{ name: 'get_weather' }] }));
    expect(result).toMatchObject({ subtype: 'error_max_turns', is_error: true });
  });
});
