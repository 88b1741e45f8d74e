import type { ResponseRequest } from './api/types.ts';
import { openAiCurl, openAiPython, pythonCall } from './snippets.ts';

// A request of the Responses API as code that runs as it is, with the key from the environment. `baseUrl` ends in /v1.

/** What `openai.responses.create` of the Python SDK takes by name. */
const PYTHON_ARGUMENTS = new Set(
  [
    'input model background conversation include instructions max_output_tokens max_tool_calls metadata',
    'parallel_tool_calls previous_response_id prompt prompt_cache_key reasoning safety_identifier service_tier',
    'store stream stream_options temperature text tool_choice tools top_logprobs top_p truncation user',
  ].flatMap((line) => line.split(' ')),
);

export function responseCurlOf(baseUrl: string, body: ResponseRequest): string {
  return openAiCurl(baseUrl, 'responses', body);
}

export function responsePythonOf(baseUrl: string, body: ResponseRequest): string {
  const call = pythonCall('client.responses.create', body, PYTHON_ARGUMENTS);
  if (body.stream !== true) {
    return openAiPython(baseUrl, [`response = ${call}`, 'print(response.output_text)']);
  }
  return openAiPython(baseUrl, [
    `stream = ${call}`,
    'for event in stream:',
    '    if event.type == "response.output_text.delta":',
    '        print(event.delta, end="", flush=True)',
    'print()',
  ]);
}
