import { isDeepStrictEqual } from 'node:util';
import { parseJson } from '../json/parse-json.ts';
import { type CliMessage, isCliMessage, objectField, stringField } from './messages.ts';

/** The field of each kind of delta that holds its text. */
const TEXT_FIELDS: Readonly<Record<string, string>> = { text_delta: 'text', thinking_delta: 'thinking' };
/** A uuid, or whatever stands in its place without having to be escaped. */
const PLAIN = /^[\w-]+$/;
const SOME_TEXT = 'text';
const SOME_UUID = 'uuid';
/** So many deltas in a row that taught nothing: this CLI writes otherwise, and is not looked at any further. */
const MOST_FUTILE = 8;

/**
 * Reads a line as `parseJson` does, throwing its errors. The deltas of a stream, nearly all of its lines, take
 * half that time or less: those of one block differ in their text and their uuid alone, so that one which repeats the last
 * around these two need not be parsed whole.
 */
export function createLineReader(): (line: string) => unknown {
  let readDelta: DeltaReader | undefined;
  let futile = 0;
  return (line) => {
    const known = readDelta?.(line);
    if (known !== undefined) {
      futile = 0;
      return known;
    }
    const value = parseJson(line);
    const delta = futile < MOST_FUTILE ? deltaOf(value) : undefined;
    if (delta !== undefined) {
      futile += 1;
      readDelta = deltaReader(line, delta);
    }
    return value;
  };
}

interface Delta {
  readonly message: CliMessage;
  readonly event: CliMessage;
  readonly delta: CliMessage;
  readonly field: string;
  readonly text: string;
  readonly uuid: string;
}

function deltaOf(message: unknown): Delta | undefined {
  if (!isCliMessage(message) || message.type !== 'stream_event') return undefined;
  const event = objectField(message, 'event') ?? {};
  const delta = objectField(event, 'delta') ?? {};
  const field = TEXT_FIELDS[stringField(delta, 'type') ?? ''] ?? '';
  const text = stringField(delta, field);
  const uuid = stringField(message, 'uuid');
  if (text === undefined || uuid === undefined) return undefined;
  return { message, event, delta, field, text, uuid };
}

/** Reads a line; undefined for one that does not look like the one it was made after. */
type DeltaReader = (line: string) => CliMessage | undefined;

/** Made after a line, if that is one thing around its text and its uuid, the latter behind the former. */
function deltaReader(
  line: string,
  { message, event, delta, field, text, uuid }: Delta,
): DeltaReader | undefined {
  const withTexts = (newText: string, newUuid: string): CliMessage => ({
    ...message,
    uuid: newUuid,
    event: { ...event, delta: { ...delta, [field]: newText } },
  });
  const textKey = `"${field}":`;
  const textAt = line.indexOf(textKey) + textKey.length;
  const textEnd = textAt + JSON.stringify(text).length;
  const uuidAt = line.indexOf(`"${uuid}"`, textEnd) + 1;
  if (uuidAt === 0) return undefined;
  const before = line.slice(0, textAt);
  // From the quote that ends the text on.
  const between = line.slice(textEnd - 1, uuidAt);
  const after = line.slice(uuidAt + uuid.length);
  const probe = `${before}"${SOME_TEXT}${between}${SOME_UUID}${after}`;
  if (!isDeepStrictEqual(parsed(probe), withTexts(SOME_TEXT, SOME_UUID))) return undefined;

  return (next) => {
    if (!next.startsWith(before) || !next.endsWith(after)) return undefined;
    const end = next.indexOf(between, before.length);
    if (end === -1) return undefined;
    const nextUuid = next.slice(end + between.length, -after.length);
    if (!PLAIN.test(nextUuid)) return undefined;
    const nextText = parsed(next.slice(before.length, end + 1));
    return typeof nextText === 'string' ? withTexts(nextText, nextUuid) : undefined;
  };
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
