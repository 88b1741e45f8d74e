import { describe, expect, it } from 'vitest';
import { ApiError } from '../errors.ts';
import { decodeFile } from './files.ts';

const param = 'messages[0].content[0].file.file_data';
const decoded = (data: string, more: object = {}) => {
  const { bytes, ...facts } = decodeFile({ data, param, ...more });
  return { text: Buffer.from(bytes).toString(), ...facts };
};

describe('the data of a file', () => {
  it.each([
    ['base64', 'SGVsbG8/', undefined],
    ['base64 in lines', 'SGVs\r\nbG8/\n', undefined],
    ['base64 in the alphabet for URLs', 'SGVsbG8_', undefined],
    ['a data URL', 'data:text/plain;base64,SGVsbG8/', 'text/plain'],
    ['one with attributes', 'data:text/plain;charset=utf-8;base64,SGVsbG8/', 'text/plain;charset=utf-8'],
    ['one in capitals', 'DATA:text/plain;BASE64,SGVsbG8/', 'text/plain'],
    ['one that is percent-encoded', 'data:text/plain,Hello%3F', 'text/plain'],
    ['one without a type', 'data:;base64,SGVsbG8/', undefined],
  ])('may be %s', (_what, data, mediaType) => {
    expect(decoded(data)).toEqual({ text: 'Hello?', mediaType, name: undefined });
  });

  it('has the type that is declared beside it where its URL has none', () => {
    expect(decoded('data:;base64,YQ==', { mediaType: 'text/csv' })).toMatchObject({ mediaType: 'text/csv' });
    expect(decoded('YQ==', { mediaType: 'text/csv', name: 'a.csv' })).toEqual({
      text: 'a',
      mediaType: 'text/csv',
      name: 'a.csv',
    });
  });

  it.each([
    ['no base64', 'Hello, world', 'invalid_file'],
    ['base64 that goes on behind its end', 'SGV=sbG8/', 'invalid_file'],
    ['a data URL without data', 'data:text/plain;base64', 'invalid_file'],
    ['a data URL with half an escape', 'data:text/plain,%E4', 'invalid_file'],
    ['the URL of a file', 'https://example.com/a.pdf', 'unsupported_parameter'],
  ])('is named where it is %s', (_what, data, code) => {
    const error = (() => {
      try {
        return decodeFile({ data, param });
      } catch (caught) {
        return caught;
      }
    })();
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 400, body: { code, param } });
  });

  it('is checked in linear time', () => {
    expect(() => decodeFile({ data: `${' '.repeat(10_000_000)}!`, param })).toThrow(ApiError);
  });
});
