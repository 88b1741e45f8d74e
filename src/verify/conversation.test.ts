import { expect, it } from 'vitest';
import type { WarmProcess } from '../qodercli/boot.ts';
import type { CliMessage } from '../qodercli/messages.ts';
import { type Seen, startConversation } from './conversation.ts';

const stream = (event: object): CliMessage => ({ type: 'stream_event', event, parent_tool_use_id: null });
const INIT: CliMessage = { type: 'system', subtype: 'init', protocol_version: '1.4.0', tools: ['look'] };
const CALL = { type: 'tool_use', id: 't1', name: 'look', input: {} };
// Without it the driver waits for the lines that tell it.
const USAGE = { input_tokens: 1, output_tokens: 1 };
const CALLED = [
  stream({ type: 'message_start', message: { id: 'm1', model: 'x', usage: USAGE } }),
  stream({ type: 'content_block_start', index: 0, content_block: CALL }),
  stream({ type: 'content_block_stop', index: 0 }),
  stream({ type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: USAGE }),
  stream({ type: 'message_stop' }),
];
const BLOCK: CliMessage = {
  type: 'assistant',
  parent_tool_use_id: null,
  message: { id: 'm1', content: [CALL] },
};
const DENIAL: CliMessage = {
  type: 'system',
  subtype: 'permission_denied',
  tool_name: 'look',
  tool_use_id: 't1',
};

/** A CLI that calls a tool, and says more of the call when the turn has ended. */
function callingCli(later: readonly CliMessage[]): WarmProcess {
  let sink: (batch: readonly CliMessage[]) => void = () => undefined;
  const process = {
    pid: 1,
    send(message: CliMessage) {
      if (message.type !== 'user') return;
      setImmediate(() => sink(CALLED));
      setTimeout(() => sink(later), 100);
    },
    async request(subtype: string) {
      if (subtype === 'initialize') sink([INIT]);
      return {};
    },
    handle: () => undefined,
    onMessages(next: typeof sink) {
      sink = next;
    },
    setPaused: () => undefined,
    kill: () => process.exited,
    exited: new Promise<never>(() => undefined),
    isAlive: () => true,
  };
  return { process, bootMs: 1 } as unknown as WarmProcess;
}

it('a turn that ends with calls has the lines that come after them, and what they tell', async () => {
  const told: Seen[] = [];
  const tools = [{ name: 'look', inputSchema: { type: 'object' } }];
  const binding = { systemPrompt: 'x', model: 'auto', tools };
  const conversation = startConversation(callingCli([BLOCK, DENIAL]), binding, (seen) => told.push(seen));
  const seen = await conversation.say('Look.');
  expect(seen.calls).toMatchObject([{ id: 't1', name: 'look' }]);
  expect(seen.lines).toEqual([INIT, ...CALLED, BLOCK, DENIAL]);
  expect(seen.notices.join()).toContain('denied');
  expect(told).toEqual([seen]);
});
