import type { paths } from '../../../generated/openapi.ts';
import { type CallPiece, chunkOf, type Delta, type FinishReason, usageOf } from './answer-chunk.ts';
import { type AnswerFormat, BROKE_OFF } from './answer-stream.ts';
import { ApiProblem } from './client.ts';
import type { ChatChunk, ResponseEvent, ResponseObject } from './types.ts';

const PATH = '/dashboard/api/responses' satisfies keyof paths;

type Output = ResponseObject['output'];

/** OpenAI's responses: each item is a part of the answer. */
export const responseFormat: AnswerFormat = {
  path: PATH,
  chunkOfWhole(whole) {
    const response = whole as ResponseObject;
    return endChunk(response, {
      content: textIn(response.output),
      reasoning_content: reasoningIn(response.output),
      tool_calls: callsIn(response.output),
    });
  },
  createReader() {
    let model = '';
    let calls = 0;
    const piece = (delta: Delta): readonly ChatChunk[] => [chunkOf(model, delta)];
    const ofCall = (more: Omit<CallPiece, 'index'>): readonly ChatChunk[] =>
      piece({ tool_calls: [{ index: calls - 1, ...more }] });
    return (value) => {
      const event = value as ResponseEvent;
      switch (event.type) {
        case 'response.created':
          model = event.response.model;
          return piece({});
        case 'response.output_item.added': {
          const begun = callOf(event.item);
          if (begun === undefined) return [];
          calls += 1;
          return ofCall(begun);
        }
        case 'response.output_text.delta':
          return piece({ content: event.delta });
        case 'response.refusal.delta':
          return piece({ refusal: event.delta });
        case 'response.reasoning_summary_text.delta':
          return piece({ reasoning_content: event.delta });
        case 'response.function_call_arguments.delta':
          return ofCall({ function: { arguments: event.delta } });
        case 'response.custom_tool_call_input.delta':
          return ofCall({ custom: { input: event.delta } });
        case 'response.completed':
        case 'response.incomplete':
          return [endChunk(event.response, {}), 'end'];
        case 'response.failed': {
          const { message = BROKE_OFF, code = null } = event.response.error ?? {};
          // The stream had begun well.
          throw new ApiProblem(200, message, code);
        }
        default:
          return [];
      }
    };
  },
};

function textIn(output: Output): string {
  const parts = output.flatMap((item) => (item.type === 'message' ? item.content : []));
  return parts.map((part) => (part.type === 'refusal' ? part.refusal : part.text)).join('');
}

function reasoningIn(output: Output): string {
  const parts = output.flatMap((item) => (item.type === 'reasoning' ? item.summary : []));
  return parts.map(({ text }) => text).join('');
}

function callsIn(output: Output): CallPiece[] {
  const calls = output.flatMap((item) => callOf(item) ?? []);
  return calls.map((call, index) => ({ index, ...call }));
}

/** An item as a call, with what the model has given the tool so far. */
function callOf(item: Output[number]): Omit<CallPiece, 'index'> | undefined {
  if (item.type === 'function_call') {
    const { call_id: id, name, arguments: json } = item;
    return { id, type: 'function', function: { name, arguments: json } };
  }
  if (item.type !== 'custom_tool_call') return undefined;
  const { call_id: id, name, input } = item;
  return { id, type: 'custom', custom: { name, input } };
}

function endChunk(response: ResponseObject, delta: Delta): ChatChunk {
  const { usage } = response;
  const chunk = chunkOf(response.model, delta, finishOf(response));
  if (usage === null) return chunk;
  const { input_tokens: prompt, input_tokens_details: details, output_tokens: completion } = usage;
  return { ...chunk, usage: usageOf(prompt, details.cached_tokens, completion) };
}

function finishOf({ incomplete_details: incomplete, output }: ResponseObject): FinishReason {
  if (incomplete !== null) return incomplete.reason === 'max_output_tokens' ? 'length' : incomplete.reason;
  return callsIn(output).length > 0 ? 'tool_calls' : 'stop';
}
