import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Chaos, startChaos } from '../support/chaos.ts';
import { conformingError } from '../support/contract.ts';
import { readStream } from '../support/event-stream.ts';
import { type Step, scripted } from '../support/script.ts';

const LEVELS = 9_000;
const DEEP = `${'{"a":'.repeat(LEVELS)}1${'}'.repeat(LEVELS)}`;
const TOOL = { type: 'function', function: { name: 'look', parameters: { type: 'object' } } } as const;

let chaos: Chaos;
beforeAll(async () => {
  chaos = await startChaos({ env: { QODER_TIMEOUT_MS: '20000' } });
});
afterAll(() => chaos.stop());
beforeEach(() => chaos.mark());
afterEach(async () => {
  await chaos.serves();
  await chaos.settles();
});

const call = `{"type":"tool_use","id":"toolu_1","name":"mcp__client__look","input":${DEEP}}`;
const asks = `{"subtype":"can_use_tool","tool_name":"mcp__client__look","tool_use_id":"toolu_1","input":${DEEP}}`;

it.each<[string, Step]>([
  ["a call's arguments", { raw: `{"type":"assistant","message":{"role":"assistant","content":[${call}]}}` }],
  ['what it asks leave for', { raw: `{"type":"control_request","request_id":"deep","request":${asks}}` }],
  [
    'a request that nobody knows',
    {
      raw: `{"type":"control_request","request_id":"deep","request":{"subtype":"unheard_of","with":${DEEP}}}`,
    },
  ],
])('a line that is 9,000 levels deep in %s fails its own turn alone', async (_, step) => {
  const slow = scripted([{ text: 'so ' }, { sleep: 3_000 }, { text: 'far' }], { stream: true });
  let begun = (): void => undefined;
  const beginning = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const other = readStream('createChatCompletion', chaos.ask(slow), () => {
    begun();
    return false;
  });
  await beginning;
  const deep = chaos.ask(scripted([step, { hang: true }], { tools: [TOOL] }));
  await conformingError('createChatCompletion', deep, { status: 502, code: 'qodercli_failed' });
  expect(await other).toMatchObject({ text: 'so far', done: true });
});
