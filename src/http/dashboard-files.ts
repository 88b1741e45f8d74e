import type { Plugin, Request, ResponseToolkit } from '@hapi/hapi';
import { ApiError } from '../errors.ts';
import { createFolderFiles } from './folder-files.ts';
import { withPageHeaders } from './page-headers.ts';

export interface DashboardFilesOptions {
  /** The folder that the dashboard was built into. */
  readonly folder: string;
}

/** Images that an operator attaches are data. */
const IMAGES = ['data:', 'blob:'];

/** Files are small, and hapi would answer a bad range in its own words. */
const OPTIONS = { auth: false, response: { ranges: false } } as const;

function withAssetHeaders({ response }: Request, h: ResponseToolkit) {
  if ('isBoom' in response || response.statusCode >= 400) return h.continue;
  // The names of assets hold a hash of their contents.
  response.header('cache-control', 'public, max-age=31536000, immutable');
  response.header('x-content-type-options', 'nosniff');
  return h.continue;
}

/** The built dashboard. Every path that is no file is a page of its own, which the script in index.html draws. */
export const dashboardFiles: Plugin<DashboardFilesOptions> = {
  name: 'dashboard-files',
  async register(server, { folder }) {
    const files = await createFolderFiles(server, folder);

    server.route({
      method: 'GET',
      path: '/dashboard/assets/{file*}',
      options: { ...OPTIONS, ext: { onPreResponse: { method: withAssetHeaders } } },
      handler: (request, h) => files.respond(`assets/${String(request.params.file ?? '')}`, request, h),
    });
    server.route({
      method: 'GET',
      path: '/dashboard/icon.svg',
      options: OPTIONS,
      handler: async (request, h) => withPageHeaders(await files.respond('icon.svg', request, h), IMAGES),
    });
    server.route({
      method: 'GET',
      path: '/dashboard/{page*}',
      options: OPTIONS,
      handler: async (request, h) => {
        if (/^api(\/|$)/.test(String(request.params.page ?? ''))) {
          throw new ApiError('unknown_url', `Unknown request URL: GET ${request.path}.`);
        }
        const page = await files.respond('index.html', request, h);
        return withPageHeaders(page, IMAGES).header('cache-control', 'no-cache');
      },
    });
  },
};
