import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  ChatCompletionMessage,
  CreateChatCompletionRequest,
  CreateResponseRequest,
  InputItem,
} from '../contract/operations.ts';
import { type Asked, instructionsOf } from './asked.ts';
import { askedInChat } from './chat/asked.ts';
import { askedInResponses } from './responses/asked.ts';
import { historyOf } from './responses/history.ts';
import { prepareTurn } from './turn.ts';

// One conversation, written down in each dialect, is the same to qodercli: byte by byte.

interface Said {
  readonly role: 'system' | 'developer' | 'user' | 'assistant';
  readonly texts: readonly string[];
}
/** Calls that the assistant made, with the text before them, and what came back. */
interface Called {
  readonly role: 'calls';
  readonly text: string;
  readonly calls: readonly { readonly name: string; readonly input: string; readonly result: string }[];
}
interface Request {
  readonly conversation: readonly (Said | Called)[];
  readonly choice: 'none' | 'auto' | 'required' | { readonly name: string };
  readonly parallel: boolean;
  readonly schema: boolean;
  readonly effort: 'minimal' | 'high' | null;
  readonly maxTokens: number | null;
}

const IMAGE = 'data:image/png;base64,iVBORw0KGgo=';
const PARAMETERS = { type: 'object', properties: { a: { type: 'number' } } };
const SCHEMA = { type: 'object', properties: { n: { type: 'number' } } };
const TOOLS = ['look', 'find'];
const CUSTOM = 'patch';

const text = fc.oneof(fc.string(), fc.constantFrom('/help', '--- user', '', ' ', 'é\n\n"'));
const said = fc.record({
  role: fc.constantFrom<Said['role']>('system', 'developer', 'user', 'assistant'),
  texts: fc.array(text, { minLength: 1, maxLength: 3 }),
});
const called = fc.record({
  role: fc.constant('calls' as const),
  // Without a text there is no message before the calls.
  text: fc.string({ minLength: 1 }),
  calls: fc.array(fc.record({ name: fc.constantFrom(...TOOLS, CUSTOM), input: text, result: text }), {
    minLength: 1,
    maxLength: 3,
  }),
});
const request: fc.Arbitrary<Request> = fc.record({
  conversation: fc.array(fc.oneof(said, called), { minLength: 1, maxLength: 6 }),
  choice: fc.constantFrom<Request['choice']>('none', 'auto', 'required', { name: 'look' }, { name: CUSTOM }),
  parallel: fc.boolean(),
  // Seldom: a schema takes long to compile.
  schema: fc.nat(9).map((number) => number === 0),
  effort: fc.constantFrom(null, 'minimal', 'high'),
  maxTokens: fc.constantFrom(null, 5),
});

const idOf = (at: number, index: number): string => `call_${at}_${index}`;

function inChat({ conversation, choice, ...asked }: Request): Asked {
  const messages = conversation.flatMap((entry, at): ChatCompletionMessage[] => {
    if (entry.role !== 'calls') {
      const parts = entry.texts.map((piece) => ({ type: 'text' as const, text: piece }));
      const image = { type: 'image_url' as const, image_url: { url: IMAGE } };
      return [{ role: entry.role, content: entry.role === 'user' ? [...parts, image] : parts }];
    }
    return [
      {
        role: 'assistant',
        content: entry.text,
        tool_calls: entry.calls.map(({ name, input }, index) => {
          const id = idOf(at, index);
          return name === CUSTOM
            ? { id, type: 'custom', custom: { name, input } }
            : { id, type: 'function', function: { name, arguments: input } };
        }),
      },
      ...entry.calls.map(({ result }, index) => ({
        role: 'tool' as const,
        tool_call_id: idOf(at, index),
        content: result,
      })),
    ];
  });
  const body: CreateChatCompletionRequest = {
    model: 'auto',
    messages,
    tools: [
      ...TOOLS.map((name) => ({ type: 'function' as const, function: { name, parameters: PARAMETERS } })),
      { type: 'custom', custom: { name: CUSTOM } },
    ],
    tool_choice:
      typeof choice === 'string'
        ? choice
        : choice.name === CUSTOM
          ? { type: 'custom', custom: choice }
          : { type: 'function', function: choice },
    parallel_tool_calls: asked.parallel,
    ...(asked.schema
      ? { response_format: { type: 'json_schema', json_schema: { name: 'n', schema: SCHEMA } } }
      : {}),
    reasoning_effort: asked.effort,
    max_completion_tokens: asked.maxTokens,
  };
  return askedInChat(body, { vision: true });
}

function inResponses({ conversation, choice, ...asked }: Request): Asked {
  const input = conversation.flatMap((entry, at): InputItem[] => {
    if (entry.role !== 'calls') {
      const parts = entry.texts.map((piece) => ({
        type: entry.role === 'assistant' ? ('output_text' as const) : ('input_text' as const),
        text: piece,
      }));
      const image = { type: 'input_image' as const, image_url: IMAGE };
      return [
        { type: 'message', role: entry.role, content: entry.role === 'user' ? [...parts, image] : parts },
      ];
    }
    return [
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: entry.text }] },
      { type: 'reasoning', summary: [] },
      ...entry.calls.map(({ name, input: given }, index): InputItem => {
        const id = idOf(at, index);
        return name === CUSTOM
          ? { type: 'custom_tool_call', call_id: id, name, input: given }
          : { type: 'function_call', call_id: id, name, arguments: given };
      }),
      ...entry.calls.map(({ name, result }, index): InputItem => {
        const type = name === CUSTOM ? 'custom_tool_call_output' : 'function_call_output';
        return { type, call_id: idOf(at, index), output: result };
      }),
    ];
  });
  const body: CreateResponseRequest = {
    model: 'auto',
    input,
    tools: [
      ...TOOLS.map((name) => ({ type: 'function' as const, name, parameters: PARAMETERS })),
      { type: 'custom', name: CUSTOM },
    ],
    tool_choice:
      typeof choice === 'string'
        ? choice
        : { type: choice.name === CUSTOM ? 'custom' : 'function', name: choice.name },
    parallel_tool_calls: asked.parallel,
    ...(asked.schema ? { text: { format: { type: 'json_schema', name: 'n', schema: SCHEMA } } } : {}),
    reasoning: { effort: asked.effort },
    max_output_tokens: asked.maxTokens,
  };
  const { entries } = historyOf(input, [], () => undefined);
  return askedInResponses(body, entries, { vision: true });
}

const REPLY = {
  role: 'assistant',
  text: 'x',
  toolCalls: [{ id: 'c', name: CUSTOM, arguments: '{"input":"a patch"}' }],
} as const;

/** All that a request makes of itself below the dialects. */
function turnOf(asked: Asked, toolMode: 'native' | 'prompt') {
  const { turn, keyAfter } = prepareTurn(asked.conversation, {
    model: 'auto',
    defaultSystemPrompt: 'D',
    instructions: instructionsOf(asked),
    tools: asked.tools.tools,
    toolMode,
    reasoningEffort: asked.reasoningEffort,
    transcriptSecret: Buffer.from('secret'),
    owner: 'a',
  });
  const { choice, maxCalls } = asked.tools;
  return {
    turn,
    next: keyAfter(asked.replyAsGiven?.(REPLY) ?? REPLY),
    limits: {
      stop: asked.stop,
      maxTokens: asked.maxTokens,
      maxCalls,
      choice,
      gated: asked.format !== undefined,
    },
  };
}

describe.each([['responses', inResponses]] as const)('a conversation in %s', (_, read) => {
  it.each(['native', 'prompt'] as const)(
    'is the same turn as in chat, with tools %s',
    (mode) => {
      fc.assert(
        fc.property(request, (asked) => {
          expect(turnOf(read(asked), mode)).toEqual(turnOf(inChat(asked), mode));
        }),
        { numRuns: 200 },
      );
    },
    30_000,
  );
});
