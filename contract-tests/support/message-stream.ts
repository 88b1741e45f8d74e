import { createParser } from 'eventsource-parser';
import { checkStream } from './contract.ts';

// biome-ignore lint/suspicious/noExplicitAny: events have been validated against the contract
type Event = any;

export interface MessageStreamRecord {
  readonly events: readonly Event[];
  /** When each event came, in milliseconds since the first was awaited. */
  readonly arrivals: readonly number[];
  readonly comments: readonly string[];
  /** The message that the events add up to. */
  readonly message: Event;
  /** The error event, if one came. */
  readonly error: Event | undefined;
  readonly headers: Headers;
}

/** Reads a stream of Anthropic's dialect to its end, each event validated, its name and its order, too. */
export async function readMessageStream(
  operationId: string,
  pending: Response | Promise<Response>,
): Promise<MessageStreamRecord> {
  const response = await pending;
  if (response.headers.get('content-type') !== 'text/event-stream; charset=utf-8') {
    throw new Error(`no stream but ${response.status}: ${await response.text()}`);
  }
  const check = checkStream(operationId, response);
  const startedAt = performance.now();
  const events: Event[] = [];
  const arrivals: number[] = [];
  const comments: string[] = [];
  let isOver = false;
  const parser = createParser({
    onComment: (comment) => comments.push(comment),
    onEvent: ({ data, event: name }) => {
      const event = JSON.parse(data);
      if (event.type !== name) throw new Error(`the event ${event.type} is named ${name}`);
      if (isOver) throw new Error(`an event came after the end: ${data}`);
      check(event);
      isOver = event.type === 'message_stop' || event.type === 'error';
      events.push(event);
      arrivals.push(performance.now() - startedAt);
    },
  });
  const decoder = new TextDecoder();
  if (response.body === null) throw new Error('the stream has no body');
  for await (const bytes of response.body) parser.feed(decoder.decode(bytes, { stream: true }));
  if (!isOver) throw new Error(`the stream broke off after ${JSON.stringify(events.at(-1))}`);
  const error = events.find(({ type }) => type === 'error')?.error;
  return { events, arrivals, comments, error, message: messageOf(events), headers: response.headers };
}

function messageOf(events: readonly Event[]): Event {
  let message: Event;
  let open: Event;
  let input = '';
  for (const event of events) {
    switch (event.type) {
      case 'message_start':
        message = { ...event.message, content: [] };
        break;
      case 'content_block_start':
        if (open !== undefined || event.index !== message.content.length)
          throw new Error('a block begins out of turn');
        open = { ...event.content_block };
        input = '';
        message.content.push(open);
        break;
      case 'content_block_delta': {
        if (open === undefined || event.index !== message.content.length - 1)
          throw new Error('a delta comes out of turn');
        const { text = '', thinking = '', partial_json: json = '', signature } = event.delta;
        if (open.type === 'text') open.text += text;
        if (open.type === 'thinking') open.thinking += thinking;
        if (signature !== undefined) open.signature = signature;
        input += json;
        break;
      }
      case 'content_block_stop':
        if (open.type === 'tool_use' && input !== '') open.input = JSON.parse(input);
        open = undefined;
        break;
      case 'message_delta':
        Object.assign(message, event.delta, { usage: event.usage });
        break;
    }
  }
  return message;
}
