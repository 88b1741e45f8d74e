import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPdfText } from './pdf-text.ts';

// The files of `fixtures` were made by reportlab.

const limits = { pages: 100, characters: 100_000, bytes: 64 * 1_024 * 1_024 };
const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));
const read = (bytes: Uint8Array, less: Partial<typeof limits> = {}) =>
  readPdfText(bytes, { ...limits, ...less });

describe('the text of a PDF', () => {
  it('is read page by page', async () => {
    expect(await read(fixture('reportlab.pdf'))).toEqual({
      type: 'pages',
      pages: ['Invoice 4711\nTotal: 99.50 EUR', 'Second page: café naïve'],
    });
  });

  it('is empty where a page is a picture', async () => {
    expect(await read(fixture('scan.pdf'))).toEqual({ type: 'pages', pages: ['', 'typed'] });
  });

  it('is read where a password is needed for changes alone', async () => {
    expect(await read(fixture('owner-password.pdf'))).toEqual({ type: 'pages', pages: ['readable'] });
  });

  it.each([
    ['pages', { pages: 1 }],
    ['characters', { characters: 20 }],
  ])('is refused where it has more %s than it may', async (problem, less) => {
    expect(await read(fixture('reportlab.pdf'), less)).toEqual({ type: 'refused', problem });
  });

  it.each([
    ['needs a password', 'PasswordException', fixture('encrypted.pdf')],
    ['is cut in the middle', 'InvalidPDFException', fixture('reportlab.pdf').subarray(0, 300)],
    ['is nothing but a header', 'InvalidPDFException', new TextEncoder().encode('%PDF-1.7\n')],
  ])('is not read where it %s', async (_what, name, bytes) => {
    await expect(read(bytes)).rejects.toMatchObject({ name });
  });
});
