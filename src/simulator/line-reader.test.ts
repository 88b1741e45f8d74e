import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readLines } from './line-reader.ts';

async function linesOf(...chunks: Buffer[]): Promise<string[]> {
  const input = new PassThrough();
  const lines: string[] = [];
  const ended = new Promise<void>((resolve) => readLines(input, (line) => lines.push(line), resolve));
  for (const chunk of chunks) input.write(chunk);
  input.end();
  await ended;
  return lines;
}

describe('readLines', () => {
  it('joins pieces and splits at newlines only', async () => {
    const bytes = Buffer.from('aé\u2028b\n\nlast€');
    const single = [...bytes].map((byte) => Buffer.from([byte]));
    expect(await linesOf(bytes)).toEqual(['aé\u2028b', '', 'last€']);
    expect(await linesOf(...single)).toEqual(['aé\u2028b', '', 'last€']);
  });

  it('ends without a last line', async () => {
    expect(await linesOf(Buffer.from('a\n'))).toEqual(['a']);
  });
});
