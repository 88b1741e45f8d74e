import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CreateChatCompletionRequest, CreateMessageRequest } from '../../contract/operations.ts';
import { type Asked, instructionsOf } from '../asked.ts';
import { askedInChat } from '../chat/asked.ts';
import { prepareTurn } from '../turn.ts';
import { askedInMessages } from './asked.ts';

// The same conversation in two dialects asks qodercli for the same, to the byte.

interface Exchange {
  readonly asked: readonly string[];
  readonly image: boolean;
  readonly said: string;
  readonly calls: readonly {
    readonly name: string;
    readonly input: object;
    readonly results: readonly string[];
  }[];
}

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });
const exchange: fc.Arbitrary<Exchange> = fc.record({
  asked: fc.array(text, { minLength: 1, maxLength: 3 }),
  image: fc.boolean(),
  said: text,
  calls: fc.array(
    fc.record({
      name: fc.constantFrom('look', 'walk'),
      input: fc.dictionary(fc.string({ maxLength: 3 }), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 2 }),
      results: fc.array(text, { minLength: 1, maxLength: 2 }),
    }),
    { maxLength: 2 },
  ),
});
const conversation = fc.record({
  system: fc.array(text, { minLength: 1, maxLength: 2 }),
  exchanges: fc.array(exchange, { maxLength: 3 }),
  last: text,
  effort: fc.option(fc.constantFrom('low' as const, 'high' as const), { nil: undefined }),
  tools: fc.boolean(),
  single: fc.boolean(),
});
type Spoken = typeof conversation extends fc.Arbitrary<infer Value> ? Value : never;

const PNG = 'iVBORw0KGgo=';
const schema = { type: 'object', properties: { a: { type: 'string' } } };
const offered = ['look', 'walk'];
const idOf = (turn: number, call: number): string => `toolu_${turn}_${call}`;

function inChat({ system, exchanges, last, effort, tools, single }: Spoken): CreateChatCompletionRequest {
  return {
    model: 'auto',
    messages: [
      { role: 'system', content: system.map((piece) => ({ type: 'text' as const, text: piece })) },
      ...exchanges.flatMap(({ asked, image, said, calls }, turn): CreateChatCompletionRequest['messages'] => [
        {
          role: 'user',
          content: [
            ...asked.map((piece) => ({ type: 'text' as const, text: piece })),
            ...(image
              ? [{ type: 'image_url' as const, image_url: { url: `data:image/png;base64,${PNG}` } }]
              : []),
          ],
        },
        {
          role: 'assistant',
          content: said,
          ...(calls.length === 0
            ? {}
            : {
                tool_calls: calls.map(({ name, input }, call) => ({
                  id: idOf(turn, call),
                  type: 'function' as const,
                  function: { name, arguments: JSON.stringify(input) },
                })),
              }),
        },
        ...calls.map(({ results }, call) => ({
          role: 'tool' as const,
          tool_call_id: idOf(turn, call),
          content: results.map((piece) => ({ type: 'text' as const, text: piece })),
        })),
      ]),
      { role: 'user', content: last },
    ],
    ...(effort === undefined ? {} : { reasoning_effort: effort }),
    ...(tools
      ? {
          tools: offered.map((name) => ({
            type: 'function' as const,
            function: { name, description: name, parameters: schema },
          })),
          parallel_tool_calls: !single,
        }
      : {}),
  };
}

function inMessages({ system, exchanges, last, effort, tools, single }: Spoken): CreateMessageRequest {
  const texts = (pieces: readonly string[]) =>
    pieces.map((piece) => ({ type: 'text' as const, text: piece }));
  return {
    model: 'auto',
    max_tokens: 100,
    system: texts(system),
    messages: [
      ...exchanges.flatMap(({ asked, image, said, calls }, turn): CreateMessageRequest['messages'] => [
        {
          role: 'user',
          content: [
            ...texts(asked),
            ...(image
              ? [
                  {
                    type: 'image' as const,
                    source: { type: 'base64' as const, media_type: 'image/png', data: PNG },
                  },
                ]
              : []),
          ],
        },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'Hm', signature: 'unsigned' },
            { type: 'text', text: said },
            ...calls.map(({ name, input }, call) => ({
              type: 'tool_use' as const,
              id: idOf(turn, call),
              name,
              input: input as Record<string, unknown>,
            })),
          ],
        },
        ...(calls.length === 0
          ? []
          : [
              {
                role: 'user' as const,
                content: calls.map(({ results }, call) => ({
                  type: 'tool_result' as const,
                  tool_use_id: idOf(turn, call),
                  content: texts(results),
                })),
              },
            ]),
      ]),
      { role: 'user', content: last },
    ],
    ...(effort === undefined ? {} : { output_config: { effort } }),
    ...(tools
      ? {
          tools: offered.map((name) => ({ name, description: name, input_schema: schema })),
          tool_choice: { type: 'auto', disable_parallel_tool_use: single },
        }
      : {}),
  };
}

function turnOf(asked: Asked, toolMode: 'native' | 'prompt') {
  return prepareTurn(asked.conversation, {
    model: 'auto',
    owner: 'somebody',
    defaultSystemPrompt: 'Be helpful.',
    transcriptSecret: Buffer.from('of the test'),
    toolMode,
    tools: asked.tools.tools,
    instructions: instructionsOf(asked),
    reasoningEffort: asked.reasoningEffort,
  });
}

describe('a conversation in two dialects', () => {
  it('asks qodercli for the same, to the byte, and goes on from the same session', () => {
    fc.assert(
      fc.property(conversation, fc.constantFrom('native', 'prompt'), (spoken, toolMode) => {
        const chat = turnOf(askedInChat(inChat(spoken), { vision: true }), toolMode);
        const messages = turnOf(askedInMessages(inMessages(spoken), { vision: true }), toolMode);
        expect(JSON.stringify(messages.turn)).toBe(JSON.stringify(chat.turn));
        const reply = { role: 'assistant', text: 'So it is.' } as const;
        expect(messages.keyAfter(reply)).toBe(chat.keyAfter(reply));
      }),
      { numRuns: 500 },
    );
  });
});
