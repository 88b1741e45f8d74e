import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, startGateway } from '../support/gateway.ts';
import { type PdfObject, pdfOf } from '../support/pdf.ts';
import { simulate } from '../support/script.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

const ask = (pdf: Buffer) =>
  gateway.post('/v1/chat/completions', {
    model: 'auto',
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: simulate({ text: 'read' }) },
          { type: 'file', file: { filename: 'a.pdf', file_data: pdf.toString('base64') } },
        ],
      },
    ],
  });

const packed = (bytes: Buffer): PdfObject => {
  const stream = deflateSync(bytes);
  return { value: `<< /Length ${stream.length} /Filter /FlateDecode >>`, stream };
};
const empty: PdfObject = { value: '<< /Length 0 >>', stream: Buffer.alloc(0) };
const CATALOGUE: PdfObject = { value: '<< /Type /Catalog /Pages 2 0 R >>' };
const pages = (kids: string, count: number): PdfObject => ({
  value: `<< /Type /Pages /Kids [${kids}] /Count ${count} >>`,
});
const page = (contents = '4 0 R'): PdfObject => ({
  value: `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents ${contents} >>`,
});

describe('a PDF', () => {
  it.each([
    [
      'unpacks to gigabytes',
      [
        CATALOGUE,
        pages('3 0 R', 1),
        page(`[${'4 0 R '.repeat(100_000)}]`),
        packed(Buffer.alloc(3_000_000, ' ')),
      ],
    ],
    ['has a million pages', [CATALOGUE, pages('3 0 R '.repeat(1_000_000), 1_000_000), page(), empty]],
    ['has pages in a circle', [CATALOGUE, pages('2 0 R 2 0 R', 900)]],
  ])('is a 400 that names it, and holds up nobody, where it %s', async (_what, objects) => {
    let running = true;
    const asking = ask(pdfOf(objects)).finally(() => {
      running = false;
    });
    while (running) expect((await gateway.fetch('/healthz')).status).toBe(200);
    const response = await asking;
    expect(response.status).toBe(400);
    expect((await response.json()) as object).toMatchObject({
      error: { code: 'invalid_file', param: 'messages[0].content[1].file.file_data' },
    });
  });

  it.each([
    [
      'has a script that never ends',
      [
        {
          value: '<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (while\\(true\\);) >> >>',
        },
        pages('3 0 R', 1),
        page(),
        empty,
      ],
    ],
    ['is its own content', [CATALOGUE, pages('3 0 R', 1), page('3 0 R')]],
    [
      'is nested five million levels deep',
      [CATALOGUE, pages('3 0 R', 1), page(), packed(Buffer.alloc(5_000_000, '['))],
    ],
  ])('does no harm where it %s', async (_what, objects) => {
    expect((await ask(pdfOf(objects))).status).toBe(200);
  });
});
