import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CreateResponseRequest, ResponseUsage } from '../contract/operations.ts';
import type { AnswerEnd, AnswerPart } from './answer.ts';
import { createChatResponse } from './chat/response.ts';
import { createMessageResponse } from './messages/response.ts';
import { createOutput } from './responses/output.ts';
import { begunResponse, endedResponse } from './responses/response.ts';
import { toolRequestOf } from './responses/tools.ts';

// One answer of qodercli, rendered in each dialect, says the same.

const FUNCTION = 'look';
const CUSTOM = 'patch';

/** What a client reads in an answer, whichever form it has. */
interface Read {
  readonly text: string;
  readonly calls: readonly (readonly [id: string, name: string, input: string])[];
  readonly tokens: readonly number[];
  readonly cause: 'whole' | 'length' | 'content_filter';
}

function readInChat(parts: readonly AnswerPart[], end: AnswerEnd): Read {
  const identity = { id: 'chatcmpl-1', created: 1, model: 'auto' };
  const response = createChatResponse(identity, {
    legacy: false,
    customTools: new Map([[CUSTOM, 'custom']]),
  });
  response.accept(parts);
  const { choices, usage } = response.finish(end);
  const [{ message, finish_reason: cause }] = choices as [(typeof choices)[number]];
  return {
    text: message.content ?? '',
    calls: (message.tool_calls ?? []).map((call) =>
      call.type === 'custom'
        ? [call.id, call.custom.name, call.custom.input]
        : [call.id, call.function.name, call.function.arguments],
    ),
    tokens: [
      usage.prompt_tokens,
      usage.prompt_tokens_details?.cached_tokens ?? 0,
      usage.completion_tokens,
      usage.total_tokens,
    ],
    cause: cause === 'length' || cause === 'content_filter' ? cause : 'whole',
  };
}

function readInResponses(parts: readonly AnswerPart[], end: AnswerEnd): Read {
  const body: CreateResponseRequest = {
    model: 'auto',
    input: 'x',
    tools: [{ type: 'custom', name: CUSTOM }],
  };
  const output = createOutput(toolRequestOf(body).clientTools);
  for (const part of parts) output.accept(part);
  const begun = begunResponse({ id: 'resp_1', createdAt: 1, model: 'auto' }, body, true);
  const {
    usage,
    status,
    incomplete_details: details,
    ...response
  } = endedResponse(begun, output.items(), end, 2);
  const { input_tokens: input, output_tokens: answered, total_tokens: total } = usage as ResponseUsage;
  const cut = details?.reason === 'max_output_tokens' ? 'length' : 'content_filter';
  return {
    text: response.output
      .flatMap((item) => (item.type === 'message' ? item.content : []))
      .map((part) => (part.type === 'refusal' ? part.refusal : part.text))
      .join(''),
    calls: response.output.flatMap((item): Read['calls'] => {
      if (item.type === 'function_call') return [[item.call_id, item.name, item.arguments]];
      return item.type === 'custom_tool_call' ? [[item.call_id, item.name, item.input]] : [];
    }),
    tokens: [input, usage?.input_tokens_details.cached_tokens ?? 0, answered, total],
    cause: status === 'completed' ? 'whole' : cut,
  };
}

/** Anthropic's dialect has inputs, not their text: they are compared as what they mean. */
function readInMessages(parts: readonly AnswerPart[], end: AnswerEnd): Read {
  const response = createMessageResponse({ id: 'msg_1', model: 'auto' }, true);
  response.accept(parts);
  const { content, usage, stop_reason: reason } = response.finish(end);
  const input = usage.input_tokens + usage.cache_creation_input_tokens + usage.cache_read_input_tokens;
  const causes = { max_tokens: 'length', refusal: 'content_filter' } as const;
  return {
    text: content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
    calls: content.flatMap((block) =>
      block.type === 'tool_use' ? [[block.id, block.name, JSON.stringify(block.input)] as const] : [],
    ),
    tokens: [input, usage.cache_read_input_tokens, usage.output_tokens, input + usage.output_tokens],
    cause: reason === 'max_tokens' || reason === 'refusal' ? causes[reason] : 'whole',
  };
}

const spoken = fc.record({ type: fc.constantFrom('text', 'reasoning'), text: fc.string({ minLength: 1 }) });
interface Calling {
  readonly type: 'calling';
  readonly name: string;
  readonly fragments: readonly string[];
}
const calling: fc.Arbitrary<Calling> = fc.record({
  type: fc.constant('calling' as const),
  name: fc.constantFrom(FUNCTION, CUSTOM),
  fragments: fc.array(fc.oneof(fc.string(), fc.constant('{"input":"x"}')), { maxLength: 2 }),
});
/** With whole inputs, as JSON writes them. */
const callingWithInput: fc.Arbitrary<Calling> = fc
  .tuple(fc.dictionary(fc.string({ maxLength: 3 }), fc.jsonValue({ maxDepth: 1 })), fc.nat(20))
  .map(([input, cut]) => {
    const json = JSON.stringify(JSON.parse(JSON.stringify(input)));
    return { type: 'calling', name: FUNCTION, fragments: [json.slice(0, cut), json.slice(cut)] };
  });

const answerWith = (call: fc.Arbitrary<Calling>) =>
  fc
    .tuple(
      fc.array(fc.oneof(spoken, call), { maxLength: 6 }),
      fc.constantFrom('stop', 'length', 'tool_calls', 'content_filter'),
      fc.tuple(fc.nat(99), fc.nat(9), fc.nat(99)),
    )
    .map(([pieces, finishReason, [uncachedTokens, cachedTokens, completionTokens]]) => {
      const promptTokens = uncachedTokens + cachedTokens;
      const usage = { source: 'reported' as const, promptTokens, cachedTokens, completionTokens };
      const end: AnswerEnd = { type: 'end', finishReason, usage, credits: undefined };
      let index = -1;
      const parts = pieces.flatMap((piece): AnswerPart[] => {
        if (piece.type !== 'calling') return [piece];
        index += 1;
        const fragments = piece.fragments.map(
          (fragment): AnswerPart => ({ type: 'tool_arguments', index, fragment }),
        );
        return [{ type: 'tool_call', index, id: `call_${index}`, name: piece.name }, ...fragments];
      });
      return { parts: [...parts, end], end };
    });

describe.each([
  ['responses', readInResponses, calling],
  ['messages', readInMessages, callingWithInput],
] as const)('an answer in %s', (_, read, call) => {
  it('says what it says in chat', () => {
    fc.assert(
      fc.property(answerWith(call), ({ parts, end }) => {
        expect(read(parts, end)).toEqual(readInChat(parts, end));
      }),
    );
  });
});
