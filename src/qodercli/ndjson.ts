const NEWLINE = 0x0a;

export class LineTooLongError extends Error {
  override readonly name = 'LineTooLongError';
  readonly limit: number;

  constructor(limit: number) {
    super(`a line exceeds ${limit} bytes`);
    this.limit = limit;
  }
}

export interface LineSplitter {
  /** The lines that `chunk` completes, without their newline. Throws LineTooLongError. */
  readonly push: (chunk: Buffer) => readonly string[];
  /** Bytes of an unfinished line. */
  readonly pendingBytes: () => number;
}

const NO_LINES: readonly string[] = [];

/**
 * Splits a byte stream at `\n` alone: not at U+2028, which JSON may hold raw and `node:readline` would cut at.
 * A newline byte never stands inside a multi-byte character, so decoding whole lines needs no decoder state.
 * Fragments of an unfinished line are joined once, when it ends.
 */
export function createLineSplitter(maxLineBytes: number): LineSplitter {
  let fragments: Buffer[] = [];
  let pendingBytes = 0;

  return {
    pendingBytes: () => pendingBytes,
    push(chunk) {
      const lastNewline = chunk.lastIndexOf(NEWLINE);
      if (lastNewline === -1) {
        fragments.push(chunk);
        pendingBytes += chunk.length;
        if (pendingBytes > maxLineBytes) throw new LineTooLongError(maxLineBytes);
        return NO_LINES;
      }
      const complete = chunk.subarray(0, lastNewline);
      fragments.push(complete);
      const joined = fragments.length === 1 ? complete : Buffer.concat(fragments);
      const rest = chunk.subarray(lastNewline + 1);
      fragments = rest.length > 0 ? [rest] : [];
      pendingBytes = rest.length;
      if (pendingBytes > maxLineBytes) throw new LineTooLongError(maxLineBytes);
      const lines = joined.toString('utf8').split('\n');
      // One read is far below the limit, so only a line that had fragments can be too long.
      if ((lines[0]?.length ?? 0) > maxLineBytes) throw new LineTooLongError(maxLineBytes);
      return lines;
    },
  };
}
