import type { MessageContentBlock, MessageStreamEvent } from '../../contract/operations.ts';
import { ApiError } from '../../errors.ts';
import type { AnswerEnd, AnswerPart } from '../answer.ts';
import { eventFrame } from '../server-sent-events.ts';
import { endingOf, type MessageIdentity, messageUsageOf } from './response.ts';
import { UNSIGNED } from './thinking.ts';

type Delta = Extract<MessageStreamEvent, { type: 'content_block_delta' }>['delta'];

export interface MessageEventOptions {
  readonly showsThinking: boolean;
  /** An estimate: what the prompt costs is known when the answer ends. */
  readonly promptTokens: () => number;
}

/**
 * Renders an answer as the events of a message: `message_start`, each block from its start over a delta per delta
 * of the model to its stop, then why it ended and what it cost.
 * Throws ApiError when a block that has been sent is withdrawn.
 */
export function createMessageEvents(
  { id, model }: MessageIdentity,
  { showsThinking, promptTokens }: MessageEventOptions,
): (parts: readonly AnswerPart[]) => string {
  let begun = false;
  let open: MessageContentBlock['type'] | undefined;
  let index = -1;
  let refused = false;

  const start = (): string => {
    begun = true;
    const usage = { promptTokens: promptTokens(), cachedTokens: 0, completionTokens: 0 };
    return frame({
      type: 'message_start',
      message: {
        id,
        type: 'message',
        role: 'assistant',
        model,
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: messageUsageOf({ source: 'estimated', ...usage }),
      },
    });
  };

  const delta = (of: Delta): string => frame({ type: 'content_block_delta', index, delta: of });

  const stopBlock = (): string => {
    if (open === undefined) return '';
    const signature = open === 'thinking' ? delta({ type: 'signature_delta', signature: UNSIGNED }) : '';
    open = undefined;
    return signature + frame({ type: 'content_block_stop', index });
  };

  const startBlock = (block: MessageContentBlock): string => {
    const stop = stopBlock();
    open = block.type;
    index += 1;
    return stop + frame({ type: 'content_block_start', index, content_block: block });
  };

  const finish = (end: AnswerEnd): string =>
    stopBlock() +
    frame({ type: 'message_delta', delta: endingOf(end, refused), usage: messageUsageOf(end.usage) }) +
    frame({ type: 'message_stop' });

  const events = (part: AnswerPart): string => {
    switch (part.type) {
      case 'text':
      case 'refusal': {
        refused ||= part.type === 'refusal';
        const first = open === 'text' ? '' : startBlock({ type: 'text', text: '' });
        return first + delta({ type: 'text_delta', text: part.text });
      }
      case 'reasoning': {
        if (!showsThinking) return '';
        const first =
          open === 'thinking' ? '' : startBlock({ type: 'thinking', thinking: '', signature: '' });
        return first + delta({ type: 'thinking_delta', thinking: part.text });
      }
      case 'tool_call':
        return startBlock({ type: 'tool_use', id: part.id, name: part.name, input: {} });
      case 'tool_arguments':
        return delta({ type: 'input_json_delta', partial_json: part.fragment });
      case 'withdrawn':
        if (index === -1) return '';
        throw new ApiError('qodercli_failed', 'The model server failed in the middle of its answer.');
      case 'end':
        return finish(part);
    }
  };

  return (parts) => {
    const head = begun || parts.length === 0 ? '' : start();
    return head + parts.map(events).join('');
  };
}

function frame(event: MessageStreamEvent): string {
  return eventFrame(event);
}
