import type { ChatRequest } from './api/types.ts';

// A chat request as code that runs as it is, with the key from the environment. `baseUrl` ends in /v1.

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
export type Fields = { readonly [name: string]: Json };

/** What `openai.chat.completions.create` of the Python SDK takes by name; anything else is a TypeError there. */
const PYTHON_ARGUMENTS = new Set(
  [
    'messages model audio frequency_penalty function_call functions logit_bias logprobs max_completion_tokens',
    'max_tokens metadata modalities n parallel_tool_calls prediction presence_penalty prompt_cache_key',
    'reasoning_effort response_format safety_identifier seed service_tier stop store stream stream_options',
    'temperature tool_choice tools top_logprobs top_p user verbosity web_search_options',
  ].flatMap((line) => line.split(' ')),
);

export const plainOf = (body: object): Fields => JSON.parse(JSON.stringify(body)) as Fields;
export const trimmed = (baseUrl: string): string => baseUrl.replace(/\/+$/, '');

/** In single quotes nothing means anything to a POSIX shell, but the quote itself. */
export const shellText = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** @param headers as the shell reads them. */
export function curlWith(
  url: string,
  headers: readonly string[],
  body: { readonly stream?: boolean | null },
): string {
  // NUL cannot be an argument of a program, and JSON writes it as \u0000 anyway.
  const json = JSON.stringify(plainOf(body), null, 2);
  const stream = body.stream === true ? ' -N' : '';
  return [
    `curl${stream} ${shellText(url)} \\`,
    ...headers.map((header) => `  -H ${header} \\`),
    `  -H 'Content-Type: application/json' \\`,
    `  -d ${shellText(json)}`,
  ].join('\n');
}

/** A command that asks OpenAI's API. */
export function openAiCurl(
  baseUrl: string,
  path: string,
  body: { readonly stream?: boolean | null },
): string {
  return curlWith(`${trimmed(baseUrl)}/${path}`, ['"Authorization: Bearer $OPENAI_API_KEY"'], body);
}

export function curlOf(baseUrl: string, body: ChatRequest): string {
  return openAiCurl(baseUrl, 'chat/completions', body);
}

/**
 * JSON's escapes are Python's too, but for code points above U+FFFF: those stand for themselves. Lone surrogates,
 * which JSON writes as escapes, Python reads alike. U+2028 and U+2029 would break lines in editors.
 */
export function pythonText(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\u200b-\u200f\u2028-\u202e\ufeff]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** A value as Python writes it. */
export function pythonValue(value: Json, indent: string): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return pythonText(value);
  const deeper = `${indent}    `;
  const isList = isArray(value);
  const items = isList
    ? value.map((item) => pythonValue(item, deeper))
    : Object.entries(value).map(([name, item]) => `${pythonText(name)}: ${pythonValue(item, deeper)}`);
  const [open, close] = isList ? '[]' : '{}';
  const line = `${open}${items.join(', ')}${close}`;
  if (line.length + indent.length <= 80 && !line.includes('\n')) return line;
  return `${open}\n${items.map((item) => `${deeper}${item},\n`).join('')}${indent}${close}`;
}

const isArray = (value: Json): value is readonly Json[] => Array.isArray(value);

/** A call with the body as arguments; what the SDK does not know by name goes as `extra_body`. */
export function pythonCall(method: string, body: object, known: ReadonlySet<string>): string {
  const named: string[] = [];
  const extra: Record<string, Json> = {};
  for (const [name, value] of Object.entries(plainOf(body))) {
    if (known.has(name)) named.push(`    ${name}=${pythonValue(value, '    ')},`);
    else extra[name] = value;
  }
  if (Object.keys(extra).length > 0) named.push(`    extra_body=${pythonValue(extra, '    ')},`);
  return [`${method}(`, ...named, ')'].join('\n');
}

/** A program of these lines, with a `client` for them. */
export function openAiPython(baseUrl: string, lines: readonly string[]): string {
  return [
    'import os',
    '',
    'from openai import OpenAI',
    '',
    'client = OpenAI(',
    `    base_url=${pythonText(trimmed(baseUrl))},`,
    '    api_key=os.environ["OPENAI_API_KEY"],',
    ')',
    '',
    ...lines,
    '',
  ].join('\n');
}

export function pythonOf(baseUrl: string, body: ChatRequest): string {
  const call = pythonCall('client.chat.completions.create', body, PYTHON_ARGUMENTS);
  if (body.stream !== true) {
    return openAiPython(baseUrl, [`completion = ${call}`, 'print(completion.choices[0].message.content)']);
  }
  return openAiPython(baseUrl, [
    `stream = ${call}`,
    'for chunk in stream:',
    '    if chunk.choices and chunk.choices[0].delta.content:',
    '        print(chunk.choices[0].delta.content, end="", flush=True)',
    'print()',
  ]);
}

export function nodeOf(baseUrl: string, body: ChatRequest): string {
  const client = [
    "import OpenAI from 'openai';",
    '',
    'const client = new OpenAI({',
    `  baseURL: ${JSON.stringify(trimmed(baseUrl))},`,
    '  apiKey: process.env.OPENAI_API_KEY,',
    '});',
    '',
  ];
  const call = `await client.chat.completions.create(${nodeValue(plainOf(body))});`;
  if (body.stream !== true) {
    return [
      ...client,
      `const completion = ${call}`,
      'console.log(completion.choices[0].message.content);',
      '',
    ].join('\n');
  }
  return [
    ...client,
    `const stream = ${call}`,
    'for await (const chunk of stream) {',
    "  process.stdout.write(chunk.choices[0]?.delta?.content ?? '');",
    '}',
    '',
  ].join('\n');
}

/** JSON is JavaScript, but for a key `__proto__`, which would set the prototype. */
function nodeValue(value: Fields): string {
  const json = JSON.stringify(value, null, 2);
  return json.replace(/^(\s*)"__proto__": /gm, '$1["__proto__"]: ');
}
