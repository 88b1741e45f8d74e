import type { ChatRequest } from '../api/types.ts';
import { type Fields, fieldsOf } from './json-fields.ts';
import { messagesOf, type Turn } from './playground-turns.ts';

/** In whose words the server is asked. */
export const DIALECTS = ['chat', 'messages', 'responses'] as const;
export type Dialect = (typeof DIALECTS)[number];

/** What the panel sets. Empty texts and null mean: not sent. */
export interface PlaygroundSettings {
  dialect: Dialect;
  model: string;
  system: string;
  effort: string;
  maxTokens: number | null;
  /** One to a line, with \n, \t and \\ written out. */
  stop: string;
  format: 'text' | 'json_object';
  temperature: number | null;
  /** JSON as the operator typed it. */
  tools: string;
  /** A JSON object of further parameters, which win over the rest. */
  extra: string;
  stream: boolean;
}

export const DEFAULT_SETTINGS: Readonly<PlaygroundSettings> = {
  dialect: 'chat',
  model: '',
  system: '',
  effort: '',
  maxTokens: null,
  stop: '',
  format: 'text',
  temperature: null,
  tools: '',
  extra: '',
  stream: true,
};

export const SAMPLE_TOOL = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'The weather of a city, now.',
    parameters: {
      type: 'object',
      properties: {
        city: { type: 'string', description: 'For instance Paris' },
        unit: { type: 'string', enum: ['celsius', 'fahrenheit'] },
      },
      required: ['city'],
    },
  },
} as const;

export type Read<T> =
  | { readonly value: T; readonly problem?: never }
  | { readonly value?: never; readonly problem: string };

const isObject = (value: unknown): value is Fields => fieldsOf(value) !== undefined;

function readJson(text: string): Read<unknown> {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    const why =
      error instanceof Error
        ? error.message.replace(/^JSON\.parse: |, "[\s\S]*" is not valid JSON$/g, '')
        : '';
    return { problem: `This is not JSON${why === '' ? '.' : `: ${why}`}` };
  }
}

/** The list of tools, or what is wrong with it. Empty is no tools. */
export function readTools(text: string): Read<unknown[]> {
  if (text.trim() === '') return { value: [] };
  const read = readJson(text);
  if (read.problem !== undefined) return read;
  if (!Array.isArray(read.value)) return { problem: 'Tools are a JSON list: [ … ]' };
  const seen = new Set<string>();
  for (const [index, tool] of read.value.entries()) {
    const at = `Tool ${index + 1}`;
    if (!isObject(tool) || (tool['type'] !== 'function' && tool['type'] !== 'custom')) {
      return { problem: `${at} needs "type": "function".` };
    }
    const inner = tool[tool['type']];
    if (!isObject(inner)) return { problem: `${at} needs an object "${tool['type']}".` };
    const name = inner['name'];
    if (typeof name !== 'string' || !/^[\w-]{1,128}$/.test(name)) {
      return { problem: `${at} needs a name of letters, digits, _ and -, at most 128.` };
    }
    if (seen.has(name)) return { problem: `Two tools are named ${name}.` };
    seen.add(name);
    const parameters = inner['parameters'];
    if (parameters != null && !isObject(parameters)) {
      return { problem: `The parameters of ${name} are not a JSON Schema object.` };
    }
  }
  return { value: read.value };
}

/** The further parameters, or what is wrong with them. */
export function readExtra(text: string): Read<Fields> {
  if (text.trim() === '') return { value: {} };
  const read = readJson(text);
  if (read.problem !== undefined) return read;
  return isObject(read.value) ? { value: read.value } : { problem: 'Write a JSON object: { … }' };
}

/** The text with the sample at the end of its list; what cannot be read is kept, and nothing is added. */
export function withSampleTool(text: string): string {
  const { value } = readTools(text);
  if (value === undefined) return text;
  const rest = value.filter(
    (tool) => (tool as typeof SAMPLE_TOOL).function?.name !== SAMPLE_TOOL.function.name,
  );
  return JSON.stringify([...rest, SAMPLE_TOOL], null, 2);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\' };

export function stopList(text: string): string[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => line.replace(/\\([ntr\\])/g, (_, letter: string) => ESCAPES[letter] ?? ''));
}

/** What `stopList` reads back. */
export function stopText(list: readonly string[]): string {
  const letters: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '\\': '\\\\' };
  return list.map((stop) => stop.replace(/[\n\t\r\\]/g, (char) => letters[char] ?? char)).join('\n');
}

/** The body to send. Tools and further parameters that cannot be read are left out: the panel says so. */
export function bodyOf(settings: PlaygroundSettings, model: string, turns: readonly Turn[]): ChatRequest {
  const tools = readTools(settings.tools).value ?? [];
  const stop = stopList(settings.stop);
  const body: Record<string, unknown> = { model, messages: messagesOf(settings.system, turns) };
  if (settings.effort !== '') body['reasoning_effort'] = settings.effort;
  if (settings.maxTokens !== null) body['max_completion_tokens'] = settings.maxTokens;
  if (stop.length > 0) body['stop'] = stop;
  if (settings.format !== 'text') body['response_format'] = { type: settings.format };
  if (settings.temperature !== null) body['temperature'] = settings.temperature;
  if (tools.length > 0) body['tools'] = tools;
  if (settings.stream) Object.assign(body, { stream: true, stream_options: { include_usage: true } });
  return Object.assign(body, readExtra(settings.extra).value) as unknown as ChatRequest;
}
