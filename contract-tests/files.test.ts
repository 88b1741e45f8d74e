import { readFileSync } from 'node:fs';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingAnthropicError, conformingError } from './support/contract.ts';
import type { Gateway } from './support/gateway.ts';
import { startRecordedGateway } from './support/recorded-gateway.ts';
import type { Recording } from './support/recording.ts';
import { simulate } from './support/script.ts';

let gateway: Gateway;
let recording: Recording;
let openai: OpenAI;
let anthropic: Anthropic;
beforeAll(async () => {
  ({ gateway, recording } = await startRecordedGateway());
  openai = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: gateway.key, maxRetries: 0 });
  anthropic = new Anthropic({ baseURL: gateway.url, apiKey: gateway.key, maxRetries: 0 });
});
afterAll(() => gateway.stop());

// Made by reportlab.
const fixture = (name: string) =>
  readFileSync(new URL(`../src/files/fixtures/${name}`, import.meta.url)).toString('base64');
const PDF = fixture('reportlab.pdf');
const PDF_URL = `data:application/pdf;base64,${PDF}`;
const PDF_TEXT = [
  '[PDF file "invoice.pdf", 2 pages]',
  '[Page 1 of 2]',
  'Invoice 4711\nTotal: 99.50 EUR',
  '',
  '[Page 2 of 2]',
  'Second page: café naïve',
  '[End of PDF file "invoice.pdf"]',
].join('\n');
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
const ASKED = simulate({ text: 'It says so.' });
const continued = async (response: Response) => {
  const requestId = response.headers.get('x-request-id');
  return (await gateway.logged((line) => line['requestId'] === requestId))['continued'];
};
const sent = () => recording.userMessages().at(-1).message.content;

describe('a file in a chat request', () => {
  const text = { type: 'text', text: ASKED } as const;
  const file = (fields: object) => ({ type: 'file', file: fields });
  const body = (...parts: readonly object[]) => ({
    model: 'auto',
    messages: [{ role: 'user', content: [text, ...parts] }],
  });
  const post = (...parts: readonly object[]) => gateway.post('/v1/chat/completions', body(...parts));
  const complete = (...parts: readonly object[]) => conforming('createChatCompletion', post(...parts));
  const refused = (part: object, expected: object) =>
    conformingError('createChatCompletion', post(part), { status: 400, ...expected });

  it('reaches the model as text, by the official client, whole and streamed', async () => {
    const params = {
      model: 'auto',
      messages: [
        {
          role: 'user' as const,
          content: [text, { type: 'file' as const, file: { filename: 'invoice.pdf', file_data: PDF_URL } }],
        },
      ],
    };
    const whole = await openai.chat.completions.create(params);
    expect(whole.choices[0]?.message.content).toBe('It says so.');
    expect(sent()).toEqual([{ type: 'text', text: `${ASKED}\n${PDF_TEXT}` }]);
    const streamed = await openai.chat.completions.stream(params).finalChatCompletion();
    expect(streamed.choices[0]?.message.content).toBe('It says so.');
    expect(sent()).toEqual([{ type: 'text', text: `${ASKED}\n${PDF_TEXT}` }]);
  });

  it.each([
    ['bare base64', { filename: 'invoice.pdf', file_data: PDF }, PDF_TEXT],
    [
      'a CSV',
      { filename: 'a.csv', file_data: base64('a,b\n') },
      '[File "a.csv"]\na,b\n[End of File "a.csv"]',
    ],
    [
      'source code in UTF-16',
      { filename: 'a.ts', file_data: base64(Buffer.from('\ufefflet é = 1;', 'utf16le')) },
      '[File "a.ts"]\nlet é = 1;\n[End of File "a.ts"]',
    ],
    [
      'JSON without a name',
      { file_data: `data:application/json;base64,${base64('{}')}` },
      '[File]\n{}\n[End of File]',
    ],
  ])('may be %s', async (_what, fields, written) => {
    await complete(file(fields));
    expect(sent()).toEqual([{ type: 'text', text: `${ASKED}\n${written}` }]);
  });

  it('says so where a page is a scan', async () => {
    await complete(file({ filename: 'scan.pdf', file_data: fixture('scan.pdf') }));
    expect(sent()[0].text).toContain('[Page 1 of 2 has no text: most likely it is a scan');
  });

  it('goes the way of images where it is one', async () => {
    const png = 'iVBORw0KGgo=';
    await complete(file({ filename: 'a.png', file_data: `data:image/png;base64,${png}` }));
    expect(sent()[1]).toEqual({
      type: 'image',
      source: { type: 'base64', media_type: 'image/png', data: png },
    });
  });

  it('may be the result of a tool', async () => {
    const call = { id: 'c1', type: 'function', function: { name: 'read', arguments: '{}' } };
    const messages = [
      { role: 'user', content: 'Read it.' },
      { role: 'assistant', content: null, tool_calls: [call] },
      {
        role: 'tool',
        tool_call_id: 'c1',
        content: [file({ filename: 'invoice.pdf', file_data: PDF_URL }), text],
      },
    ];
    await conforming(
      'createChatCompletion',
      gateway.post('/v1/chat/completions', { model: 'auto', messages }),
    );
    expect(sent()[0].text).toContain(PDF_TEXT);
  });

  it('makes another session of the same conversation where it is another file', async () => {
    const say = (name: string, ...more: readonly object[]) => {
      const parts = [text, file({ filename: 'a.pdf', file_data: fixture(name) })];
      const messages = [{ role: 'user', content: parts }, ...more];
      return gateway.post('/v1/chat/completions', { model: 'auto', messages });
    };
    const further = [
      { role: 'assistant', content: 'It says so.' },
      { role: 'user', content: ASKED },
    ];
    for (const [name, goesOn] of [
      ['reportlab.pdf', true],
      ['owner-password.pdf', false],
    ] as const) {
      await conforming('createChatCompletion', say('reportlab.pdf'));
      expect(await continued(await say(name, ...further))).toBe(goesOn);
    }
  });

  const at = 'messages[0].content[1].file';
  it.each([
    ['an uploaded one', { file_id: 'file-1' }, 'unsupported_parameter', `${at}.file_id`],
    ['a URL', { file_data: 'https://localhost/a.pdf' }, 'unsupported_parameter', `${at}.file_data`],
    ['nothing', {}, 'invalid_file', `${at}.file_data`],
    ['a password', { file_data: fixture('encrypted.pdf') }, 'invalid_file', `${at}.file_data`],
    ['no PDF', { filename: 'a.pdf', file_data: base64('Hello') }, 'invalid_file', `${at}.file_data`],
    ['half a PDF', { file_data: PDF.slice(0, 400) }, 'invalid_file', `${at}.file_data`],
    ['an archive', { filename: 'a', file_data: 'UEsDBBQAAAAIAA==' }, 'invalid_file', `${at}.file_data`],
    ['a document', { filename: 'a.docx', file_data: 'YQ==' }, 'invalid_file', `${at}.file_data`],
    ['no base64', { filename: 'a.txt', file_data: 'Hello, world' }, 'invalid_file', `${at}.file_data`],
  ])('is a 400 that names it where it has %s', async (_what, fields, code, param) => {
    await refused(file(fields), { code, param });
  });
});

describe('a file in a Responses request', () => {
  const text = { type: 'input_text' as const, text: ASKED };
  const file = (fields: object) => ({ type: 'input_file', ...fields });
  const post = (input: unknown, more: object = {}) =>
    gateway.post('/v1/responses', { model: 'auto', input, ...more });
  const create = (input: unknown, more: object = {}) => conforming('createResponse', post(input, more));
  const user = (...parts: readonly object[]) => [{ role: 'user', content: [text, ...parts] }];

  it('reaches the model as text, by the official client, whole and streamed', async () => {
    const invoice = { type: 'input_file' as const, filename: 'invoice.pdf', file_data: PDF_URL };
    const params = { model: 'auto', input: [{ role: 'user' as const, content: [text, invoice] }] };
    const whole = await openai.responses.create(params);
    expect(whole.output_text).toBe('It says so.');
    expect(sent()).toEqual([{ type: 'text', text: `${ASKED}\n${PDF_TEXT}` }]);
    const streamed = await openai.responses.stream(params).finalResponse();
    expect(streamed.output_text).toBe('It says so.');
    expect(sent()).toEqual([{ type: 'text', text: `${ASKED}\n${PDF_TEXT}` }]);
  });

  it.each([
    ['bare base64', { type: 'input_file', filename: 'invoice.pdf', file_data: PDF }],
    ['a data URL as its URL', { type: 'input_file', filename: 'invoice.pdf', file_url: PDF_URL }],
    ["in chat's form", { type: 'file', file: { filename: 'invoice.pdf', file_data: PDF_URL } }],
  ])('may be %s', async (_what, part) => {
    await create(user(part));
    expect(sent()).toEqual([{ type: 'text', text: `${ASKED}\n${PDF_TEXT}` }]);
  });

  it('may be the output of a call', async () => {
    await create([
      { role: 'user', content: 'Read it.' },
      { type: 'function_call', call_id: 'c1', name: 'read', arguments: '{}' },
      {
        type: 'function_call_output',
        call_id: 'c1',
        output: [file({ filename: 'invoice.pdf', file_data: PDF_URL }), text],
      },
    ]);
    expect(sent()[0].text).toContain(PDF_TEXT);
  });

  it('is kept as it came, and read again where the conversation goes on', async () => {
    const part = file({ filename: 'invoice.pdf', file_data: PDF_URL });
    const first = await create(user(part));
    const items = gateway.fetch(`/v1/responses/${first.id}/input_items`);
    expect((await conforming('listInputItems', items)).data[0].content[1]).toMatchObject(part);
    const response = await post(ASKED, { previous_response_id: first.id });
    expect(await continued(response)).toBe(true);
  });

  const at = 'input[0].content[1]';
  it.each([
    ['an uploaded one', { file_id: 'file-1' }, 'unsupported_parameter', `${at}.file_id`],
    ['a URL', { file_url: 'https://localhost/a.pdf' }, 'unsupported_parameter', `${at}.file_url`],
    ['nothing', { filename: 'a.pdf' }, 'invalid_file', `${at}.file_data`],
    ['half a PDF', { file_data: PDF.slice(0, 400) }, 'invalid_file', `${at}.file_data`],
    ['a document', { filename: 'a.docx', file_data: 'YQ==' }, 'invalid_file', `${at}.file_data`],
  ])('is a 400 that names it where it has %s', async (_what, fields, code, param) => {
    await conformingError('createResponse', post(user(file(fields))), { status: 400, code, param });
  });
});

describe('a document in a Messages request', () => {
  const text = { type: 'text' as const, text: ASKED };
  const base64Source = { type: 'base64' as const, media_type: 'application/pdf' as const, data: PDF };
  const asked = (...blocks: readonly object[]) => ({
    model: 'auto',
    max_tokens: 1_000,
    messages: [{ role: 'user', content: [text, ...blocks] }],
  });
  const create = (...blocks: readonly object[]) =>
    conforming('createMessage', gateway.post('/v1/messages', asked(...blocks)));
  const withTitle = PDF_TEXT.replaceAll('invoice.pdf', 'Invoice');

  it("reaches the model as text, by Anthropic's official client, whole and streamed", async () => {
    const document = { type: 'document' as const, title: 'Invoice', source: base64Source };
    const params = {
      model: 'auto',
      max_tokens: 1_000,
      messages: [
        {
          role: 'user' as const,
          content: [{ ...document, context: 'Of May.', citations: { enabled: true } }, text],
        },
      ],
    };
    const whole = await anthropic.messages.create(params);
    expect(whole.content).toMatchObject([{ type: 'text', text: 'It says so.' }]);
    const written = [{ type: 'text', text: `Of May.\n${withTitle}\n${ASKED}` }];
    expect(sent()).toEqual(written);
    const streamed = await anthropic.messages.stream(params).finalText();
    expect(streamed).toBe('It says so.');
    expect(sent()).toEqual(written);
  });

  it('may be text in base64, or a picture', async () => {
    await create({
      type: 'document',
      source: { type: 'base64', media_type: 'text/plain', data: base64('é') },
    });
    expect(sent()[0].text).toBe(`${ASKED}\n[File]\né\n[End of File]`);
    const source = { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' };
    await create({ type: 'document', source });
    expect(sent()[1]).toEqual({ type: 'image', source });
  });

  it('may have pieces, pictures among them', async () => {
    const image = {
      type: 'image',
      source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' },
    };
    const content = [{ type: 'text', text: 'A' }, image, { type: 'text', text: 'B' }];
    await create({ type: 'document', title: 'T', source: { type: 'content', content } });
    expect(sent()).toEqual([{ type: 'text', text: `${ASKED}\nT\nA` }, image, { type: 'text', text: '\nB' }]);
  });

  it('may be the result of a tool', async () => {
    const messages = [
      { role: 'user', content: 'Read it.' },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'c1', name: 'read', input: {} }] },
      {
        role: 'user',
        content: [
          {
            type: 'tool_result',
            tool_use_id: 'c1',
            content: [{ type: 'document', title: 'Invoice', source: base64Source }, text],
          },
        ],
      },
    ];
    await conforming(
      'createMessage',
      gateway.post('/v1/messages', { model: 'auto', max_tokens: 9, messages }),
    );
    expect(sent()[0].text).toContain(withTitle);
  });

  it('counts with its text', async () => {
    const count = async (...blocks: readonly object[]) => {
      const { max_tokens: _, ...body } = asked(...blocks);
      return (await conforming('countMessageTokens', gateway.post('/v1/messages/count_tokens', body)))
        .input_tokens;
    };
    const data = base64('word '.repeat(1_000));
    const document = { type: 'document', source: { type: 'base64', media_type: 'text/plain', data } };
    expect((await count(document)) - (await count())).toBeGreaterThan(900);
  });

  const at = 'messages[0].content[1].source';
  it.each([
    ['an uploaded one', { type: 'file', file_id: 'file_1' }, 'unsupported_parameter', `${at}.file_id`],
    ['a URL', { type: 'url', url: 'https://localhost/a.pdf' }, 'unsupported_parameter', `${at}.url`],
    ['half a PDF', { ...base64Source, data: PDF.slice(0, 400) }, 'invalid_file', `${at}.data`],
    ['nothing', { ...base64Source, data: '' }, 'invalid_file', `${at}.data`],
  ])('is a 400 that names it where it has %s', async (_what, source, code, param) => {
    const response = gateway.post('/v1/messages', asked({ type: 'document', source }));
    const error = await conformingAnthropicError('createMessage', response, {
      status: 400,
      type: 'invalid_request_error',
      code,
    });
    expect(error.message).toContain(param);
  });
});
