import { describe, expect, it } from 'vitest';
import { decodeText } from './text-bytes.ts';

const TEXT = 'Zeile 1: Größe\r\n\t第二行\f\u001b[1mfett\u001b[0m';
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('the text of a file', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16, little endian', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['UTF-16, big endian', utf16be(`\ufeff${TEXT}`)],
    ['UTF-16 without a mark, little endian', Buffer.from(TEXT, 'utf16le')],
    ['UTF-16 without a mark, big endian', utf16be(TEXT)],
  ])('is read from %s', (_encoding, bytes) => {
    expect(decodeText(bytes)).toBe(TEXT);
  });

  it('is read from the encoding that its type names', () => {
    expect(decodeText(Buffer.from([0xc4, 0xe3, 0xba, 0xc3]), 'gb18030')).toBe('你好');
    expect(decodeText(Buffer.from([0x47, 0x72, 0xf6]), 'iso-8859-1')).toBe('Grö');
  });

  it('may be empty', () => {
    expect(decodeText(Buffer.alloc(0))).toBe('');
  });

  it.each([
    ['an archive', Buffer.from('504b0304140000000800', 'hex')],
    ['a short one', Buffer.from('504b0304', 'hex')],
    ['bytes that UTF-8 does not have', Buffer.from([0x47, 0x72, 0xf6, 0x66])],
    ['half a pair in UTF-16', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00])],
    ['zeros', Buffer.alloc(100)],
  ])('is not made of %s', (_what, bytes) => {
    expect(decodeText(bytes)).toBeUndefined();
  });

  it('is not made of an encoding that nobody knows', () => {
    expect(decodeText(Buffer.from('a'), 'x-unknown')).toBeUndefined();
  });
});
