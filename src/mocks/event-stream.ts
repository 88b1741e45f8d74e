import { oneLineJson } from '../json/one-line.ts';
import { type DeclaredMedia, type DeclaredStream, exampleValue } from './declared-answers.ts';

/** A stream of these events, as the server writes it. */
export function eventStream(
  media: DeclaredMedia,
  stream: DeclaredStream,
  events: readonly unknown[],
): ReadableStream<Uint8Array> {
  const values = events.map((event) => (typeof event === 'string' ? exampleValue(media, event) : event));
  const frames = values.map((value) => frameOf(value, stream.named === true));
  // A stream that failed has no end.
  if (stream.end !== undefined && !values.some(isFailure)) frames.push(`data: ${stream.end}\n\n`);

  const encoder = new TextEncoder();
  const left = frames.values();
  return new ReadableStream({
    // One at a time, as they come from a model.
    pull(controller) {
      const { done, value } = left.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
}

function frameOf(value: unknown, named: boolean): string {
  const name = named ? `event: ${String(property(value, 'type'))}\n` : '';
  return `${name}data: ${oneLineJson(value)}\n\n`;
}

const isFailure = (value: unknown): boolean => property(value, 'error') !== undefined;

/** The chunk that only those get who ask for it. */
export const isUsageChunk = (media: DeclaredMedia, name: string): boolean => {
  const choices = property(exampleValue(media, name), 'choices');
  return Array.isArray(choices) && choices.length === 0;
};

export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
