import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ChatRequest } from './api/types.ts';
import { curlOf, nodeOf, pythonOf } from './snippets.ts';

const BASE = 'http://localhost:3000/v1';
const HARD = [
  "it's 'quoted' and \"double\"",
  '$HOME `id` $(id) \\ \\\\ \\n !! %s',
  'two\nlines\r\n\ttab and \u0000\u0001\u007f\u2028\u2029\ufeff',
  'emoji 🦊, 中文, a lone \ud800, """ and \'\'\'',
  '-d @/etc/passwd',
  '',
];

const hard = (stream: boolean): ChatRequest =>
  ({
    model: "o'brien",
    messages: HARD.map((content) => ({ role: 'user', content })),
    tools: [
      {
        type: 'function',
        function: {
          name: 'f',
          strict: true,
          parameters: { type: 'object', additionalProperties: false, default: null },
        },
      },
    ],
    temperature: 0.5,
    max_completion_tokens: 1_000_000,
    stream,
    enable_thinking: { "it's": [true, false, null, 1e21] },
  }) as unknown as ChatRequest;

const folder = mkdtempSync(join(tmpdir(), 'snippets-'));
afterAll(() => rmSync(folder, { recursive: true }));
const hasPython = spawnSync('python3', ['--version']).status === 0;

describe.each([{ stream: true }, { stream: false }])('with stream $stream', ({ stream }) => {
  it('gives curl exactly the body', () => {
    const shell = `curl() { for last; do :; done; printf %s "$last"; }\n${curlOf(BASE, hard(stream))}`;
    const printed = execFileSync('bash', ['-c', shell], {
      encoding: 'utf8',
      env: { ...process.env, OPENAI_API_KEY: 'k' },
    });
    expect(JSON.parse(printed)).toEqual(hard(stream));
  });

  it.skipIf(!hasPython)('gives Python exactly the body', () => {
    const stub = [
      'import json',
      'class Chunks(list): choices = [type("C", (), {"message": type("M", (), {"content": ""})})]',
      'class OpenAI:',
      '    def __init__(self, base_url, api_key):',
      '        assert (base_url, api_key) == ("http://localhost:3000/v1", "k")',
      '        self.chat = self.completions = self',
      '    def create(self, extra_body, **named):',
      '        print(json.dumps({**named, **extra_body}))',
      '        return Chunks()',
      '',
    ];
    writeFileSync(join(folder, 'openai.py'), stub.join('\n'));
    const env = { ...process.env, OPENAI_API_KEY: 'k', PYTHONPATH: folder };
    const printed = execFileSync('python3', ['-c', pythonOf(`${BASE}/`, hard(stream))], {
      encoding: 'utf8',
      env,
    });
    expect(JSON.parse(printed.split('\n')[0] ?? '')).toEqual(hard(stream));
  });

  it('gives Node exactly the body', () => {
    const code = nodeOf(BASE, hard(stream))
      .replace("import OpenAI from 'openai';", '')
      .replace('new OpenAI(', 'connect(');
    const stub = `const connect = ({ baseURL }) => ({ chat: { completions: { create: async (body) => {
      process.stdout.write(JSON.stringify({ baseURL, body }) + '\\n');
      return Object.assign([], { choices: [{ message: {} }] });
    } } } });`;
    const printed = execFileSync('node', ['--input-type=module', '-e', `${stub}\n${code}`], {
      encoding: 'utf8',
    });
    expect(JSON.parse(printed.split('\n')[0] ?? '')).toEqual({ baseURL: BASE, body: hard(stream) });
  });
});

it('names the key by its variable only', () => {
  const body: ChatRequest = { model: 'auto', messages: [{ role: 'user', content: 'hi' }] };
  expect(curlOf(BASE, body)).toContain('"Authorization: Bearer $OPENAI_API_KEY"');
  expect(pythonOf(BASE, body)).toContain('api_key=os.environ["OPENAI_API_KEY"]');
  expect(nodeOf(BASE, body)).toContain('apiKey: process.env.OPENAI_API_KEY');
});

it('leaves what the Python SDK does not know to extra_body', () => {
  const code = pythonOf(BASE, hard(false));
  expect(code).toContain('extra_body={"enable_thinking": {"it\'s": [True, False, None, 1e+21]}},');
  expect(code).not.toMatch(/^ {4}enable_thinking=/m);
});
