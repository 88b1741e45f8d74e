import { EventSourceParserStream } from 'eventsource-parser/stream';

/** The data of a stream's events, up to [DONE], each of the type that the contract gives the stream. */
export async function* eventsOf<Event>(response: Response | undefined): AsyncGenerator<Event> {
  if (!response?.body) throw new Error('There is no stream.');
  const events = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  for await (const { data } of events) {
    if (data === '[DONE]') return;
    yield JSON.parse(data);
  }
}
