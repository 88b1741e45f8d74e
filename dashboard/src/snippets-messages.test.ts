import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { MessageRequest } from './api/types.ts';
import { messageCurlOf, messagePythonOf } from './snippets-messages.ts';

const HARD = `it's "quoted" $HOME \`id\` \\ 🦊 \u2028 """`;
const body = (stream: boolean): MessageRequest =>
  ({
    model: "o'brien",
    max_tokens: 100,
    messages: [{ role: 'user', content: HARD }],
    thinking: { type: 'adaptive' },
    stream,
    unheard_of: [true, null],
  }) as MessageRequest;

describe("a request of Anthropic's dialect as code", () => {
  it.each([true, false])('is a command that sends it, streamed: %s', (stream) => {
    const command = messageCurlOf('http://x/v1/', body(stream));
    const script = `curl() { for each; do printf '%s\\0' "$each"; done; }\nANTHROPIC_API_KEY=k\n${command}`;
    const args = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0');
    expect(args).toContain('http://x/v1/messages');
    expect(args).toContain('x-api-key: k');
    expect(args.includes('-N')).toBe(stream);
    expect(JSON.parse(args.at(-2) ?? '')).toEqual(body(stream));
  });

  it.each([true, false])('is a program that sends it, streamed: %s', (stream) => {
    // Python's own parser, and a client that tells what it was asked.
    const stub = [
      'import json, os, sys, types',
      'class Messages:',
      '    def create(self, extra_body, **named):',
      '        print(json.dumps({**named, **extra_body}))',
      '        sys.exit()',
      'class Anthropic:',
      '    def __init__(self, base_url, api_key):',
      '        assert (base_url, api_key) == ("http://x", "k")',
      '        self.messages = Messages()',
      'sys.modules["anthropic"] = types.SimpleNamespace(Anthropic=Anthropic)',
      'os.environ["ANTHROPIC_API_KEY"] = "k"',
      '',
    ].join('\n');
    const input = `${stub}${messagePythonOf('http://x/v1', body(stream))}`;
    const printed = execFileSync('python3', ['-'], { input, encoding: 'utf8' });
    expect(JSON.parse(printed)).toEqual(body(stream));
  });
});
