import { type Fields, fieldsOf, listOf, textOr } from './json-fields.ts';
import { chatFormOfMessages } from './playground-replay-messages.ts';
import { chatFormOfResponse } from './playground-replay-responses.ts';
import { DEFAULT_SETTINGS, type Dialect, type PlaygroundSettings, stopText } from './playground-settings.ts';
import {
  type AnswerTurn,
  answerTurn,
  newId,
  type ToolCall,
  type Turn,
  userTurn,
} from './playground-turns.ts';

/** A request taken apart, so that sending it again repeats it. */
export interface Replay {
  readonly settings: PlaygroundSettings;
  readonly turns: readonly Turn[];
  /** What stands in the composer. */
  readonly draft: { readonly text: string; readonly images: readonly string[] };
  /** What could not be taken, in words. */
  readonly lost: readonly string[];
}

const IMAGE = /^(https?:\/\/\S+|data:image\/(png|jpeg|webp|gif);base64,[A-Za-z0-9+/]+=*)$/;
/** Fields with a control of their own, and those that mean nothing here. */
const KNOWN = new Set(
  [
    'model messages stream stream_options tools stop temperature reasoning_effort max_tokens',
    'max_completion_tokens response_format n',
  ]
    .join(' ')
    .split(' '),
);

const CHAT_FORMS: Readonly<Record<Dialect, (body: Fields, lost: Set<string>) => Fields>> = {
  chat: (body) => body,
  messages: chatFormOfMessages,
  responses: chatFormOfResponse,
};

/** Reads a body of unknown quality; what is not understood is named in `lost`. */
export function readReplay(request: unknown, dialect: Dialect = 'chat'): Replay {
  const lost = new Set<string>();
  const body = CHAT_FORMS[dialect](fieldsOf(request) ?? {}, lost);
  const messages = listOf(body['messages']);
  if (messages.length === 0) lost.add('the messages');
  const { system, turns } = readMessages(messages, lost);
  const last = turns.at(-1);
  const draft = last?.kind === 'user' ? last : undefined;
  return {
    settings: { ...readSettings(body, lost), dialect, system },
    turns: draft === undefined ? holdBack(turns) : turns.slice(0, -1),
    draft: { text: draft?.text ?? '', images: draft?.images ?? [] },
    lost: [...lost],
  };
}

/** A conversation that ends with tool results waits with them filled in. */
function holdBack(turns: readonly Turn[]): readonly Turn[] {
  return turns.map((turn, index) =>
    index === turns.length - 1 && turn.kind === 'answer' ? { ...turn, resultsSent: false } : turn,
  );
}

function readMessages(messages: readonly unknown[], lost: Set<string>): { system: string; turns: Turn[] } {
  const system: string[] = [];
  const turns: Turn[] = [];
  for (const message of messages) {
    const fields = fieldsOf(message);
    const role = fields?.['role'];
    if (fields === undefined) lost.add('messages that were cut');
    else if (role === 'system' || role === 'developer')
      system.push(readContent(fields['content'], lost).text);
    else if (role === 'user') {
      const { text, images } = readContent(fields['content'], lost);
      turns.push(userTurn(text, images));
    } else if (role === 'assistant') turns.push(readAnswer(fields, lost));
    else if (role === 'tool' || role === 'function') addResult(turns, fields, lost);
    else lost.add('messages of an unknown role');
  }
  return { system: system.join('\n\n'), turns };
}

function readContent(content: unknown, lost: Set<string>): { text: string; images: string[] } {
  if (typeof content === 'string') return { text: content, images: [] };
  const texts: string[] = [];
  const images: string[] = [];
  const parts = Array.isArray(content) ? (content as readonly unknown[]) : content == null ? [] : [content];
  for (const part of parts) {
    const fields = fieldsOf(part);
    const picture = fields?.['image_url'];
    const url = textOr(picture, textOr(fieldsOf(picture)?.['url']));
    const text = typeof part === 'string' ? part : (fields?.['text'] ?? fields?.['refusal']);
    if (typeof text === 'string') texts.push(text);
    else if (IMAGE.test(url)) images.push(url);
    else lost.add(picture === undefined ? 'parts that are neither text nor image' : 'images that were cut');
  }
  return { text: texts.join('\n'), images };
}

function readAnswer(fields: Fields, lost: Set<string>): AnswerTurn {
  const { text } = readContent(fields['content'], lost);
  const legacy = fieldsOf(fields['function_call']);
  const read = [...listOf(fields['tool_calls']), ...(legacy === undefined ? [] : [{ function: legacy }])].map(
    readCall,
  );
  if (read.includes(undefined)) lost.add('tool calls that were cut');
  return answerTurn({
    status: 'done',
    text: text === '' ? textOr(fields['refusal']) : text,
    reasoning: textOr(fields['reasoning_content']),
    calls: read.filter((call) => call !== undefined),
  });
}

function readCall(value: unknown): ToolCall | undefined {
  const fields = fieldsOf(value);
  const custom = fieldsOf(fields?.['custom']);
  const called = custom ?? fieldsOf(fields?.['function']);
  if (fields === undefined || typeof called?.['name'] !== 'string') return undefined;
  return {
    id: textOr(fields['id'], `call_${newId()}`),
    type: custom === undefined ? 'function' : 'custom',
    name: called['name'],
    input: textOr(called[custom === undefined ? 'arguments' : 'input']),
  };
}

/** Results belong to the last answer; those of functions go by the name, not the id. */
function addResult(turns: Turn[], fields: Fields, lost: Set<string>): void {
  const answer = turns.findLast((turn) => turn.kind === 'answer');
  const call = answer?.calls.find(({ id, name }) =>
    fields['role'] === 'tool' ? id === fields['tool_call_id'] : name === fields['name'],
  );
  if (answer === undefined || call === undefined) {
    lost.add('tool results without a call');
    return;
  }
  const results = { ...answer.results, [call.id]: readContent(fields['content'], lost).text };
  const resultsSent = answer.calls.every(({ id }) => results[id] !== undefined);
  turns[turns.indexOf(answer)] = { ...answer, results, resultsSent };
}

function readSettings(body: Fields, lost: Set<string>): PlaygroundSettings {
  const extra = Object.fromEntries(
    Object.entries(body).filter(([name, value]) => !KNOWN.has(name) && value != null),
  );
  const format = fieldsOf(body['response_format']);
  // A schema has no control of its own.
  if (format?.['type'] === 'json_schema') extra['response_format'] = format;
  const { stop, tools } = body;
  const stops = (Array.isArray(stop) ? (stop as unknown[]) : [stop]).filter((one) => typeof one === 'string');
  const whole = listOf(tools)
    .map(fieldsOf)
    .filter((tool) => tool !== undefined);
  if (Array.isArray(tools) ? whole.length < tools.length : tools != null) lost.add('tools that were cut');
  // A vendor would run the others itself.
  const own = whole.filter(({ type }) => type === undefined || type === 'function' || type === 'custom');
  if (own.length < whole.length) lost.add('tools of other kinds');
  if (typeof body['model'] !== 'string') lost.add('the model');
  return {
    ...DEFAULT_SETTINGS,
    model: textOr(body['model']),
    effort: textOr(body['reasoning_effort']),
    maxTokens: countOf(body['max_completion_tokens']) ?? countOf(body['max_tokens']),
    stop: stopText(stops),
    format: format?.['type'] === 'json_object' ? 'json_object' : 'text',
    temperature: typeof body['temperature'] === 'number' ? body['temperature'] : null,
    tools: own.length === 0 ? '' : JSON.stringify(own, null, 2),
    extra: Object.keys(extra).length === 0 ? '' : JSON.stringify(extra, null, 2),
    stream: body['stream'] === true,
  };
}

const countOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null;
