import type { MessageRequest } from './api/types.ts';
import { curlWith, pythonCall, pythonText, trimmed } from './snippets.ts';

// A request of Anthropic's dialect as code that runs as it is, with the key from the environment. `baseUrl` ends in /v1.

/** What `anthropic.messages.create` of the Python SDK takes by name. */
const PYTHON_ARGUMENTS = new Set(
  [
    'max_tokens messages model cache_control container inference_geo metadata output_config service_tier',
    'stop_sequences stream system temperature thinking tool_choice tools top_k top_p',
  ].flatMap((line) => line.split(' ')),
);

export function messageCurlOf(baseUrl: string, body: MessageRequest): string {
  const headers = ['"x-api-key: $ANTHROPIC_API_KEY"', "'anthropic-version: 2023-06-01'"];
  return curlWith(`${trimmed(baseUrl)}/messages`, headers, body);
}

export function messagePythonOf(baseUrl: string, body: MessageRequest): string {
  const call = pythonCall('client.messages.create', body, PYTHON_ARGUMENTS);
  const read =
    body.stream === true
      ? [
          `stream = ${call}`,
          'for event in stream:',
          '    if event.type == "content_block_delta" and event.delta.type == "text_delta":',
          '        print(event.delta.text, end="", flush=True)',
          'print()',
        ]
      : [
          `message = ${call}`,
          'print("".join(block.text for block in message.content if block.type == "text"))',
        ];
  return [
    'import os',
    '',
    'from anthropic import Anthropic',
    '',
    'client = Anthropic(',
    `    base_url=${pythonText(trimmed(baseUrl).replace(/\/v1$/, ''))},`,
    '    api_key=os.environ["ANTHROPIC_API_KEY"],',
    ')',
    '',
    ...read,
    '',
  ].join('\n');
}
