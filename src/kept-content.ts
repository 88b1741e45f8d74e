import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);

/** Something that is served as it is: all its answers share the same bytes. */
export interface KeptContent {
  readonly bytes: Buffer;
  /** Without quotes. */
  readonly etag: string;
  readonly contentType: string;
  /** Made once, when it is first asked for. */
  readonly gzipped: () => Promise<Buffer>;
}

export function keepContent(bytes: Buffer, contentType: string): KeptContent {
  let gzipped: Promise<Buffer> | undefined;
  return {
    bytes,
    etag: createHash('sha256').update(bytes).digest('base64url').slice(0, 22),
    contentType,
    gzipped() {
      gzipped ??= compress(bytes);
      return gzipped;
    },
  };
}
