import type { paths } from '../../../generated/openapi.ts';
import { chunkOf, type Delta, type FinishReason, usageOf } from './answer-chunk.ts';
import type { AnswerFormat } from './answer-stream.ts';
import type { ChatChunk, ChatUsage, Message, MessageEvent } from './types.ts';

const PATH = '/dashboard/api/messages' satisfies keyof paths;

type Blocks = Message['content'];

const FINISH_REASONS: Readonly<Record<NonNullable<Message['stop_reason']>, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  tool_use: 'tool_calls',
  refusal: 'content_filter',
};

/** Anthropic's messages: each block is a piece of the answer. */
export const messageFormat: AnswerFormat = {
  path: PATH,
  chunkOfWhole(whole) {
    const { model, content, stop_reason: reason, usage } = whole as Message;
    const delta: Delta = {
      content: content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
      reasoning_content: content.map((block) => (block.type === 'thinking' ? block.thinking : '')).join(''),
      tool_calls: callsIn(content),
    };
    return { ...chunkOf(model, delta, finishOf(reason)), usage: countedIn(usage) };
  },
  createReader() {
    let model = '';
    let calls = 0;
    return (value) => {
      const event = value as MessageEvent;
      switch (event.type) {
        case 'message_start':
          model = event.message.model;
          return [chunkOf(model, {})];
        case 'content_block_start': {
          const block = event.content_block;
          if (block.type !== 'tool_use') return [];
          calls += 1;
          return [
            chunkOf(model, {
              tool_calls: [{ ...callOf(block, calls - 1), function: { name: block.name } }],
            }),
          ];
        }
        case 'content_block_delta':
          return deltaChunks(model, event.delta, calls - 1);
        case 'message_delta':
          return [
            { ...chunkOf(model, {}, finishOf(event.delta.stop_reason)), usage: countedIn(event.usage) },
          ];
        case 'message_stop':
          return ['end'];
        default:
          return [];
      }
    };
  },
};

function deltaChunks(
  model: string,
  delta: Extract<MessageEvent, { type: 'content_block_delta' }>['delta'],
  call: number,
): readonly ChatChunk[] {
  if (delta.type === 'text_delta') return [chunkOf(model, { content: delta.text })];
  if (delta.type === 'thinking_delta') return [chunkOf(model, { reasoning_content: delta.thinking })];
  if (delta.type === 'signature_delta') return [];
  return [chunkOf(model, { tool_calls: [{ index: call, function: { arguments: delta.partial_json } }] })];
}

type ToolUse = Extract<Blocks[number], { type: 'tool_use' }>;

function callOf({ id }: ToolUse, index: number) {
  return { index, id, type: 'function' as const };
}

function callsIn(content: Blocks): NonNullable<Delta['tool_calls']> {
  const uses = content.filter((block) => block.type === 'tool_use');
  return uses.map((block, index) => ({
    ...callOf(block, index),
    function: { name: block.name, arguments: JSON.stringify(block.input) },
  }));
}

function finishOf(reason: Message['stop_reason']): FinishReason {
  return reason === null ? null : FINISH_REASONS[reason];
}

function countedIn(usage: Message['usage']): ChatUsage {
  const { cache_creation_input_tokens: written, cache_read_input_tokens: read } = usage;
  return usageOf(usage.input_tokens + written + read, read, usage.output_tokens);
}
