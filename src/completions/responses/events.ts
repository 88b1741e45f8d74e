import type {
  ErrorBody,
  OutputItem,
  ResponseObject,
  ResponseStreamEvent,
} from '../../contract/operations.ts';
import { ApiError } from '../../errors.ts';
import type { AnswerEnd, AnswerPart } from '../answer.ts';
import { eventFrame } from '../server-sent-events.ts';
import { responseErrorCode } from './error-code.ts';
import type { Output } from './output.ts';
import type { UnnumberedEvent } from './output-items.ts';

export interface ResponseEvents {
  /**
   * The frames of some parts; before the first go those that say that the response has begun.
   * Throws ApiError when what has been sent is withdrawn.
   */
  readonly render: (parts: readonly AnswerPart[]) => string;
  /** The last frame of a response that failed. */
  readonly fail: (error: ErrorBody) => string;
}

/**
 * Renders an answer as the events of a stream, numbered from 0.
 * @param begun the response before there is any answer.
 * @param finish the response once it has ended.
 */
export function createResponseEvents(
  begun: ResponseObject,
  output: Output,
  finish: (output: readonly OutputItem[], end: AnswerEnd) => ResponseObject,
): ResponseEvents {
  let sequence = 0;

  const frames = (events: readonly UnnumberedEvent[]): string => {
    // What comes before an event that begins the stream.
    const head: readonly UnnumberedEvent[] =
      sequence > 0 || events.length === 0
        ? []
        : [
            { type: 'response.created', response: begun },
            { type: 'response.in_progress', response: begun },
          ];
    return [...head, ...events].map((event) => eventFrame(numbered(event))).join('');
  };

  const numbered = (event: UnnumberedEvent): ResponseStreamEvent => {
    const { type, ...rest } = event;
    const number = sequence;
    sequence += 1;
    // The spread has lost which event it is.
    return { type, sequence_number: number, ...rest } as ResponseStreamEvent;
  };

  const eventsOf = (part: AnswerPart): readonly UnnumberedEvent[] => {
    if (part.type === 'withdrawn' && sequence > 0)
      throw new ApiError('qodercli_failed', 'The model server failed in the middle of its answer.');
    const events = output.accept(part);
    if (part.type !== 'end') return events;
    const response = finish(output.items(), part);
    const type = response.status === 'incomplete' ? 'response.incomplete' : 'response.completed';
    return [...events, { type, response }];
  };

  return {
    render: (parts) => parts.map((part) => frames(eventsOf(part))).join(''),
    fail: (error) =>
      frames([
        {
          type: 'response.failed',
          response: {
            ...begun,
            status: 'failed',
            output: [...output.items()],
            error: { code: responseErrorCode(error), message: error.message },
          },
        },
      ]),
  };
}
