import { readFileSync } from 'node:fs';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conforming, conformingError } from './support/contract.ts';
import { type Gateway, startGateway } from './support/gateway.ts';
import { createRecording, type Recording } from './support/recording.ts';
import { simulate } from './support/script.ts';

let gateway: Gateway;
let recording: Recording;
let openai: OpenAI;
beforeAll(async () => {
  recording = createRecording();
  gateway = await startGateway({ env: { ...recording.env } });
  openai = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: gateway.key, maxRetries: 0 });
});
afterAll(async () => {
  await gateway.stop();
  recording.remove();
});

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
