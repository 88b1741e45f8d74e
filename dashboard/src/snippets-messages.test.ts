import { describe, expect, it } from 'vitest';
import type { MessageRequest } from './api/types.ts';
import { curlArguments, pythonArguments } from './mocks/snippet-runs.ts';
import { messageCurlOf, messagePythonOf } from './snippets-messages.ts';

const HARD = `it's "quoted" $HOME \`id\` \\ 🦊 \u2028 """`;
const SDK = {
  module: 'anthropic',
  client: 'Anthropic',
  resource: 'messages',
  baseUrl: 'http://x',
  keyVariable: 'ANTHROPIC_API_KEY',
};
const body = (stream: boolean): MessageRequest =>
  ({
    model: "o'brien",
    max_tokens: 100,
    messages: [{ role: 'user', content: HARD }],
    thinking: { type: 'adaptive' },
    stream,
    unheard_of: [true, null],
  }) as MessageRequest;

describe.each([true, false])("a request of Anthropic's dialect, streamed: %s", (stream) => {
  it('is a command that sends it', () => {
    const args = curlArguments(messageCurlOf('http://x/v1/', body(stream)), SDK.keyVariable);
    expect(args).toContain('http://x/v1/messages');
    expect(args).toContain('x-api-key: k');
    expect(args.includes('-N')).toBe(stream);
    expect(JSON.parse(args.at(-1) ?? '')).toEqual(body(stream));
  });

  it('is a program that sends it', () => {
    expect(pythonArguments(messagePythonOf('http://x/v1', body(stream)), SDK)).toEqual(body(stream));
  });
});
