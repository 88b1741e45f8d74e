import * as zlib from 'node:zlib';
import type { Plugin } from '@hapi/hapi';
import { ApiError } from '../errors.ts';

/** 8 MB, which RFC 8878 asks every reader for: what is packed must not decide how much memory its unpacking takes. */
const ZSTD_WINDOW_LOG = 23;

type CreateZstd = (options: { readonly params: Readonly<Record<number, number>> }) => zlib.Unzip;

/** Absent before Node 22.15. */
const createZstd: CreateZstd | undefined = Reflect.get(zlib, 'createZstdDecompress');
const zstdWindow: number | undefined = Reflect.get(zlib.constants, 'ZSTD_d_windowLogMax');

/** Those that hapi does not know by itself. */
const DECODERS: Readonly<Record<string, () => zlib.Unzip>> = {
  'x-gzip': () => zlib.createGunzip(),
  br: () => zlib.createBrotliDecompress(),
  ...(createZstd === undefined || zstdWindow === undefined
    ? {}
    : { zstd: () => createZstd({ params: { [zstdWindow]: ZSTD_WINDOW_LOG } }) }),
};

/** What bodies may be packed by, for the header `accept-encoding`. */
const ACCEPTED = ['gzip', 'deflate', ...Object.keys(DECODERS).filter((name) => name !== 'x-gzip')];
const KNOWN = new Set([...ACCEPTED, 'x-gzip']);

/**
 * Bodies that are packed are unpacked, as they are read; `request-body.ts` bounds what comes out of them. Others are a 415 that
 * names what is taken.
 */
export const contentEncodings: Plugin<undefined> = {
  name: 'content-encodings',
  register(server) {
    for (const [name, create] of Object.entries(DECODERS)) server.decoder(name, create);
    server.ext('onPreAuth', (request, h) => {
      if (request.route.settings.payload?.parse !== 'gunzip') return h.continue;
      const { headers } = request.raw.req;
      const encoding = headers['content-encoding']?.trim().toLowerCase();
      if (encoding === undefined || encoding === '' || encoding === 'identity') {
        delete headers['content-encoding'];
        return h.continue;
      }
      if (!KNOWN.has(encoding)) {
        const accepted = ACCEPTED.join(', ');
        const message = `The request body's Content-Encoding is not supported. Send it as it is, or by one of: ${accepted}.`;
        throw new ApiError('unsupported_media_type', message, { headers: { 'accept-encoding': accepted } });
      }
      headers['content-encoding'] = encoding;
      return h.continue;
    });
  },
};
