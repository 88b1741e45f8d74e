import type { Plugin } from '@hapi/hapi';
import { createFolderFiles } from './folder-files.ts';
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
    const files = await createFolderFiles(server, folder);

    // People type either.
    for (const path of ['/docs', '/docs/']) {
      server.route({
        method: 'GET',
        path,
        options: OPTIONS,
        handler: async (request, h) => {
          const page = await files.respond('index.html', request, h);
          return withPageHeaders(page, IMAGES).header('cache-control', 'no-cache');
        },
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
      handler: (request, h) => files.respond(String(request.params.file), request, h),
    });
    server.route({
      method: 'GET',
      path: '/llms.txt',
      options: OPTIONS,
      handler: async (request, h) =>
        (await files.respond('llms.txt', request, h))
          .type('text/plain; charset=utf-8')
          .header('cache-control', 'no-cache'),
    });
  },
};
