import { describe, expect, it } from 'vitest';
import type { FileMapper, RequestFile } from '../completions/files.ts';
import { ApiError } from '../errors.ts';
import type { FileOutcome, FileReader, Reading } from '../files/file-reader.ts';
import { QueueFull } from '../threads/fair-queue.ts';
import { readFiles } from './read-files.ts';

/** A request that is a list of texts, of which those that begin with a colon are files. */
const map: FileMapper<readonly string[]> = (texts, replace) =>
  texts.map((text, index) => {
    if (!text.startsWith(':')) return text;
    const data = Buffer.from(text.slice(1)).toString('base64');
    const content = replace({ data, param: `texts[${index}]` } satisfies RequestFile);
    return content.type === 'text' ? content.text : content.mediaType;
  });

function readerOf(outcome: (text: string, reading: Reading) => FileOutcome): FileReader {
  return {
    read: async ({ bytes }, reading) => outcome(Buffer.from(bytes).toString(), reading),
    close: async () => undefined,
  };
}
const asText = readerOf((text) => ({ type: 'text', text }));

const notes: object[] = [];
const request = {
  keyName: 'somebody',
  signal: new AbortController().signal,
  observer: { note: (fields: object) => notes.push(fields) },
} as unknown as Parameters<typeof readFiles>[3];

const refusal = async (texts: readonly string[], reader: FileReader) => {
  const error = await readFiles(reader, texts, map, request).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ApiError);
  const { status, body } = error as ApiError;
  return { status, code: body.code, param: body.param };
};

describe('the files of a request', () => {
  it('are replaced where they stand', async () => {
    expect(await readFiles(asText, ['a', ':b', 'c', ':d'], map, request)).toEqual([
      'a',
      '[File]\nb\n[End of File]',
      'c',
      '[File]\nd\n[End of File]',
    ]);
    expect(notes).toEqual([{ files: 2 }]);
  });

  it('are 100 at most', async () => {
    const files = Array.from({ length: 100 }, () => ':a');
    expect(await readFiles(asText, files, map, request)).toHaveLength(100);
    expect(await refusal(['b', ...files, ':a'], asText)).toEqual({
      status: 400,
      code: 'invalid_file',
      param: 'texts[101]',
    });
  });

  it('share one bound of characters, that of a context', async () => {
    const bounds: number[] = [];
    const reader = readerOf((text, { characters }) => {
      bounds.push(characters);
      return text === 'z'
        ? { type: 'refused', problem: 'characters' }
        : { type: 'pdf', pages: ['x'.repeat(3_000_000)] };
    });
    expect(await refusal([':a', ':z'], reader)).toEqual({
      status: 400,
      code: 'context_length_exceeded',
      param: 'texts[1]',
    });
    expect(bounds[0]).toBe(4_000_000);
    expect(bounds[1]).toBeLessThan(1_000_000);
  });

  it('are named where one cannot be read', async () => {
    const reader = readerOf(() => ({ type: 'refused', problem: 'broken' }));
    expect(await refusal(['a', ':b'], reader)).toEqual({
      status: 400,
      code: 'invalid_file',
      param: 'texts[1]',
    });
  });

  it('are an error to repeat where too many wait', async () => {
    const reader = readerOf(() => {
      throw new QueueFull('too many wait');
    });
    expect(await refusal([':a'], reader)).toEqual({ status: 429, code: 'server_busy', param: null });
  });

  it('are images of a bounded size', async () => {
    const reader = readerOf(() => ({ type: 'image', mediaType: 'image/png' }));
    expect(await readFiles(reader, [':a'], map, request)).toEqual(['image/png']);
    expect(await refusal([`:${'a'.repeat(11_000_000)}`], reader)).toEqual({
      status: 400,
      code: 'invalid_image',
      param: 'texts[0]',
    });
  });
});
