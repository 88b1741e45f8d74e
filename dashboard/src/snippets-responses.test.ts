import { describe, expect, it } from 'vitest';
import type { ResponseRequest } from './api/types.ts';
import { curlArguments, pythonArguments } from './mocks/snippet-runs.ts';
import { responseCurlOf, responsePythonOf } from './snippets-responses.ts';

const SDK = {
  module: 'openai',
  client: 'OpenAI',
  resource: 'responses',
  baseUrl: 'http://x/v1',
  keyVariable: 'OPENAI_API_KEY',
};
const body = (stream: boolean): ResponseRequest =>
  ({
    model: "o'brien",
    instructions: 'Be "brief": $HOME \\',
    input: [{ type: 'message', role: 'user', content: 'It\'s `id` 🦊 \u2028 """' }],
    reasoning: { effort: 'low' },
    store: false,
    stream,
    unheard_of: [true, null],
  }) as ResponseRequest;

describe.each([true, false])('a request of the Responses API, streamed: %s', (stream) => {
  it('is a command that sends it', () => {
    const args = curlArguments(responseCurlOf('http://x/v1/', body(stream)), SDK.keyVariable);
    expect(args).toContain('http://x/v1/responses');
    expect(args).toContain('Authorization: Bearer k');
    expect(args.includes('-N')).toBe(stream);
    expect(JSON.parse(args.at(-1) ?? '')).toEqual(body(stream));
  });

  it('is a program that sends it', () => {
    const program = responsePythonOf('http://x/v1/', body(stream));
    expect(pythonArguments(program, SDK)).toEqual(body(stream));
    expect(program.includes('for event in stream:')).toBe(stream);
  });
});
