import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { createPdfThreads } from './pdf-threads.ts';

const options = {
  threads: 1,
  memoryMb: 128,
  readMs: 60_000,
  execArgv: ['--import', new URL('../threads/strip-types.test-support.mjs', import.meta.url).href],
};
const threads = createPdfThreads(options);
afterAll(() => threads.close());

const limits = { pages: 100, characters: 100_000, bytes: 64 * 1_024 * 1_024 };
const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));
const read = (name: string, less: Partial<typeof limits> = {}) =>
  threads.run({ bytes: fixture(name), limits: { ...limits, ...less } });

describe('a thread', () => {
  it('gives the text of a PDF, or says why not', async () => {
    expect(await read('scan.pdf')).toEqual({ type: 'pages', pages: ['', 'typed'] });
    expect(await read('encrypted.pdf')).toEqual({ type: 'refused', problem: 'encrypted' });
    expect(await read('reportlab.pdf', { bytes: 2_000 })).toEqual({ type: 'refused', problem: 'bytes' });
  });
});
