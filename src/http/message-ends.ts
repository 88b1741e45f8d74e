import type { IncomingMessage } from 'node:http';

const BLANK_LINE = Buffer.from('\r\n\r\n');
const CARRIAGE_RETURN = 0x0d;
/** A chunked body is looked through for its end from here on: blank lines in it must not cut it to shreds. */
const LEAST_OF_CHUNKED = 1_024;

/** Finds where a read is to be cut so that the parser is given one message at a time. */
export interface MessageEnds {
  /** A request's head has been parsed: what follows is its body, if it has one. */
  readonly began: (request: IncomingMessage) => void;
  /** How many bytes of a read belong to the same head or body; at least one. */
  readonly next: (bytes: Buffer) => number;
}

/**
 * One for each connection. It only says where to look up from reading; the parser alone decides what a message is,
 * so a cut at a wrong place costs nothing but a request that is parsed before its time.
 */
export function createMessageEnds(): MessageEnds {
  let latest: IncomingMessage | undefined;
  /** Of a body of known length. */
  let left: number | undefined;
  /** How much of a blank line the last read of a head ended with. */
  let matched = 0;

  const endOfHead = (bytes: Buffer): number => {
    let index = 0;
    for (; matched > 0 && matched < BLANK_LINE.length && index < bytes.length; index += 1) {
      if (bytes[index] === BLANK_LINE[matched]) matched += 1;
      else matched = bytes[index] === CARRIAGE_RETURN ? 1 : 0;
    }
    if (matched === BLANK_LINE.length) {
      matched = 0;
      return index;
    }
    if (index === bytes.length) return index;
    const found = bytes.indexOf(BLANK_LINE, index);
    if (found !== -1) return found + BLANK_LINE.length;
    matched = [3, 2, 1].find((length) => endsWith(bytes, length)) ?? 0;
    return bytes.length;
  };

  return {
    began(request) {
      latest = request;
      const length = request.headers['content-length'];
      left = length === undefined ? undefined : Number(length);
      matched = 0;
    },
    next(bytes) {
      if (latest === undefined || latest.complete) return endOfHead(bytes);
      if (left !== undefined) {
        const length = left > 0 ? Math.min(left, bytes.length) : bytes.length;
        left -= length;
        return length;
      }
      const found = bytes.indexOf(BLANK_LINE, LEAST_OF_CHUNKED);
      return found === -1 ? bytes.length : found + BLANK_LINE.length;
    },
  };
}

function endsWith(bytes: Buffer, length: number): boolean {
  const tail = bytes.subarray(Math.max(0, bytes.length - length));
  return tail.equals(BLANK_LINE.subarray(0, length));
}
