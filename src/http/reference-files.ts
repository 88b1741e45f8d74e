import path from 'node:path';
import type { Plugin } from '@hapi/hapi';
import inert from '@hapi/inert';
import { withPageHeaders } from './page-headers.ts';

export interface ReferenceFilesOptions {
  /** The folder that the API reference was built into. */
  readonly folder: string;
}

/** Files are small, and hapi would answer a bad range in its own words. */
const OPTIONS = { auth: false, response: { ranges: false } } as const;
/** Swagger UI draws its icons from its own style sheet. */
const IMAGES = ['data:'];

/** The API reference at `/docs`, drawn from `/openapi.json`, and `/llms.txt`. Both are public, as the contract is. */
export const referenceFiles: Plugin<ReferenceFilesOptions> = {
  name: 'reference-files',
  async register(server, { folder }) {
    await server.register(inert, { once: true });
    const page = path.join(folder, 'index.html');

    // People type either.
    for (const path of ['/docs', '/docs/']) {
      server.route({
        method: 'GET',
        path,
        options: OPTIONS,
        handler: (_request, h) =>
          withPageHeaders(h.file(page, { confine: folder }), IMAGES).header('cache-control', 'no-cache'),
      });
    }
    server.route({
      method: 'GET',
      path: '/docs/{file}',
      options: {
        ...OPTIONS,
        ext: {
          onPreResponse: {
            method({ response }, h) {
              if ('isBoom' in response) return h.continue;
              // Their names stay the same from version to version; a tag tells whether they have changed.
              response.header('cache-control', 'no-cache');
              response.header('x-content-type-options', 'nosniff');
              return h.continue;
            },
          },
        },
      },
      handler: { directory: { path: folder, index: false } },
    });
    server.route({
      method: 'GET',
      path: '/llms.txt',
      options: OPTIONS,
      handler: (_request, h) =>
        h
          .file(path.join(folder, 'llms.txt'), { confine: folder })
          .type('text/plain; charset=utf-8')
          .header('cache-control', 'no-cache'),
    });
  },
};
