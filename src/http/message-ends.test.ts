import type { IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMessageEnds } from './message-ends.ts';

const HEAD = 'GET / HTTP/1.1\r\nhost: x\r\n\r\n';
const request = (headers: object, complete = false) => ({ headers, complete }) as IncomingMessage;

describe('a head ends', () => {
  it('behind its blank line, wherever the reads were cut', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(HEAD.length), { maxLength: 6 }), (cuts) => {
        const ends = createMessageEnds();
        const borders = [0, ...cuts.sort((one, other) => one - other), HEAD.length];
        const pieces = borders.slice(1).map((end, index) => HEAD.slice(borders[index], end));
        const reads = pieces.filter((piece) => piece !== '').map((piece) => Buffer.from(piece));
        for (const read of reads.slice(0, -1)) expect(ends.next(read)).toBe(read.length);
        const last = reads.at(-1) as Buffer;
        expect(ends.next(Buffer.concat([last, Buffer.from('GET /next')]))).toBe(last.length);
      }),
    );
  });
});

describe('a body ends', () => {
  it('where its length says, over several reads', () => {
    const ends = createMessageEnds();
    ends.began(request({ 'content-length': '10' }));
    expect(ends.next(Buffer.from('123456'))).toBe(6);
    expect(ends.next(Buffer.from('7890GET / HTTP/1.1\r\n\r\n'))).toBe(4);
  });

  it('in chunks behind a blank line, but not at each of those in it', () => {
    const ends = createMessageEnds();
    ends.began(request({ 'transfer-encoding': 'chunked' }));
    const blank = '\r\n\r\n';
    expect(ends.next(Buffer.from(blank.repeat(1_000)))).toBeGreaterThan(1_000);
    const last = `${'x'.repeat(2_000)}\r\n0${blank}`;
    expect(ends.next(Buffer.from(last + HEAD))).toBe(last.length);
  });

  it('at once where there is none', () => {
    const ends = createMessageEnds();
    ends.began(request({}, true));
    expect(ends.next(Buffer.from(HEAD + HEAD))).toBe(HEAD.length);
  });
});
