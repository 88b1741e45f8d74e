import fc from 'fast-check';
import { ask } from '../exchange.mjs';

const assistant = (content) =>
  `{"type":"assistant","message":{"id":"m","role":"assistant","content":[${content}]}}`;
const control = (inner) =>
  `{"type":"control_request","request_id":"r","request":{"subtype":"can_use_tool","tool_name":"look","input":${inner}}}`;
const LINES = [
  '',
  '{}',
  '[]',
  'null',
  '1',
  '"x"',
  '{',
  'no JSON',
  '\u0000',
  '{"type":null}',
  '{"type":"assistant"}',
  '{"type":"assistant","message":null}',
  assistant('null'),
  assistant('{"type":"tool_use"}'),
  assistant('{"type":"tool_use","id":1,"name":2,"input":3}'),
  assistant('{"type":"text"}'),
  '{"type":"stream_event"}',
  '{"type":"stream_event","event":null}',
  '{"type":"stream_event","event":{"type":"content_block_delta","index":-1,"delta":null}}',
  '{"type":"stream_event","event":{"type":"content_block_start","index":1e9,"content_block":{}}}',
  '{"type":"control_request"}',
  '{"type":"control_request","request_id":{},"request":null}',
  '{"type":"control_response","response":{"request_id":"none"}}',
  '{"type":"control_cancel_request"}',
  '{"type":"system"}',
  '{"type":"result"}',
  '{"type":"result","subtype":"success","usage":null,"result":null}',
  '{"type":"result","subtype":"success","usage":{"input_tokens":-1e308}}',
  '{"type":"__proto__"}',
  '{"__proto__":{"type":"result"}}',
  '{"type":"user","message":{}}',
  '\ufeff{}',
  '{"type":"session_state_changed"}',
];
const DEEP = {
  tool: (json) => assistant(`{"type":"tool_use","id":"t","name":"look","input":${json}}`),
  control,
  text: (json) => assistant(json),
  result: (json) => `{"type":"result","subtype":"success","is_error":false,"result":${json}}`,
  event: (json) => `{"type":"stream_event","event":${json}}`,
  top: (json) => json,
};
const step = fc.oneof(
  fc.constantFrom(...LINES).map((line) => ({ line })),
  fc.record({
    deep: fc.constantFrom(...Object.keys(DEEP)),
    open: fc.constantFrom('{"a":', '['),
    levels: fc.constantFrom(100, 9_000, 200_000),
  }),
  fc.constantFrom(
    { step: { stderr: 'x'.repeat(10_000), times: 2_000 } },
    { step: { longLine: 5_000_000 } },
    { step: { longLine: 70_000_000 } },
    { step: { repeat: { text: 'xyz', times: 20_000 } } },
    { step: { thinking: 'hm '.repeat(5_000) } },
    { step: { halfLine: true } },
    { step: { brokenUtf8: 'é' } },
    { step: { splitUtf8: '😀' } },
    { step: { noDeltas: true } },
    { step: { message: true } },
    { step: { usage: null } },
    { step: { credits: -1e308 } },
    { step: { exit: 0 } },
    { step: { exit: 137 } },
    { step: { signal: 'SIGSEGV' } },
    { step: { hang: true } },
    { step: { ignoreSigterm: true } },
    { step: { fork: { seconds: 5, detached: true } } },
    { step: { fork: {} } },
    { step: { stop: 'nope' } },
    { step: { signature: true } },
    { step: { queued: { position: 1e9 } } },
    { step: { retry: { attempt: 1 } } },
    { step: { error: 'rate_limit', message: 'x'.repeat(100_000), status: 429 } },
    { step: { resultError: { errors: ['\u0000', 'y'.repeat(100_000)] } } },
    { step: { subagent: 'x' } },
  ),
  fc
    .record({
      name: fc.constantFrom('look', 'absent', '', '__proto__', 'Bash', 'x'.repeat(10_000)),
      id: fc.constantFrom(undefined, '', 'same', '\u0000', 'i'.repeat(100_000)),
      times: fc.constantFrom(1, 2, 50),
    })
    .map((calls) => ({ calls })),
  fc
    .record({ text: fc.string({ unit: 'binary', maxLength: 50 }), times: fc.constantFrom(1, 500) })
    .map((flood) => ({ flood })),
  fc.constantFrom(...LINES).map((line) => ({ line, times: 3_000 })),
);

/** What the CLI says, which the server does not choose. */
export const cli = {
  name: 'cli',
  arbitrary: fc.record({
    operation: fc.constantFrom('createChatCompletion', 'createMessage', 'createResponse'),
    stream: fc.boolean(),
    offers: fc.boolean(),
    steps: fc.array(step, { minLength: 1, maxLength: 4 }),
  }),
  run: ({ port }, recipe) => ask(port, recipe.operation, { body: bodyOf(recipe), patienceMs: 45_000 }),
};

function stepsOf({ line, times = 1, deep, open, levels, step: given, calls, flood }) {
  if (given) return [given];
  if (calls)
    return [
      {
        tools: Array.from({ length: calls.times }, () => ({
          name: calls.name,
          input: {},
          ...(calls.id === undefined ? {} : { id: calls.id }),
        })),
      },
    ];
  if (flood) return Array.from({ length: flood.times }, () => ({ text: flood.text }));
  if (deep)
    return [{ raw: DEEP[deep](`${open.repeat(levels)}1${(open === '[' ? ']' : '}').repeat(levels)}`) }];
  return [{ raw: Array.from({ length: times }, () => line).join('\n') }];
}

function bodyOf({ operation, stream, offers, steps }) {
  const script = [{ text: 'begun ' }, ...steps.flatMap(stepsOf), { text: 'done' }];
  const content = `<simulate>${JSON.stringify(script).replaceAll('<', '\\u003c')}</simulate>`;
  const parameters = { type: 'object', properties: {} };
  const messages = [{ role: 'user', content }];
  return {
    createChatCompletion: {
      model: 'auto',
      stream,
      messages,
      ...(offers ? { tools: [{ type: 'function', function: { name: 'look', parameters } }] } : {}),
    },
    createMessage: {
      model: 'auto',
      max_tokens: 1_000,
      stream,
      messages,
      ...(offers ? { tools: [{ name: 'look', input_schema: parameters }] } : {}),
    },
    createResponse: {
      model: 'auto',
      store: false,
      stream,
      input: content,
      ...(offers ? { tools: [{ type: 'function', name: 'look', parameters }] } : {}),
    },
  }[operation];
}
