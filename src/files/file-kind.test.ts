import { describe, expect, it } from 'vitest';
import { kindOf } from './file-kind.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('what a file is', () => {
  it.each([
    ['a PDF', '%PDF-1.7\n', 'text/plain', 'a.txt', { type: 'pdf' }],
    ['a PDF behind rubbish', `${' '.repeat(500)}%PDF-1.4`, undefined, undefined, { type: 'pdf' }],
    ['an image', '\x89PNG\r\n', 'application/pdf', 'a.pdf', { type: 'image', mediaType: 'image/png' }],
    ['a WebP', 'RIFF\n\0\0\0WEBPVP8', undefined, undefined, { type: 'image', mediaType: 'image/webp' }],
  ])('is told by its content: %s', (_what, content, mediaType, name, kind) => {
    expect(kindOf({ bytes: bytes(content), mediaType, name })).toEqual(kind);
  });

  it.each([
    ['application/pdf', undefined],
    [undefined, 'a.PDF'],
  ])('is a PDF where it should be one: %s, %s', (mediaType, name) => {
    expect(kindOf({ bytes: bytes('nothing'), mediaType, name })).toEqual({ type: 'pdf' });
  });

  it.each([
    ['text/markdown', 'a.md'],
    ['application/json', undefined],
    ['application/vnd.api+json', undefined],
    ['image/svg+xml', 'a.svg'],
    ['application/octet-stream', 'main.rs'],
    ['application/x-python', 'main.py'],
    [undefined, 'Makefile'],
    [undefined, undefined],
  ])('is most likely text: %s, %s', (mediaType, name) => {
    expect(kindOf({ bytes: bytes('x'), mediaType, name })).toEqual({ type: 'text', charset: undefined });
  });

  it('has the encoding that its type names', () => {
    const mediaType = 'Text/CSV; header=present; charset="GB18030"';
    expect(kindOf({ bytes: bytes('x'), mediaType })).toEqual({ type: 'text', charset: 'gb18030' });
  });

  it.each([
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', undefined],
    ['application/msword', undefined],
    ['application/zip', undefined],
    ['audio/wav', undefined],
    ['image/tiff', undefined],
    ['application/octet-stream', 'a.docx'],
    [undefined, 'a.XLSX'],
    [undefined, 'a.tar.gz'],
  ])('is nothing that can be read: %s, %s', (mediaType, name) => {
    expect(kindOf({ bytes: bytes('x'), mediaType, name })).toEqual({ type: 'other' });
  });
});
