import type { Plugin, Request, ResponseToolkit } from '@hapi/hapi';
import { ApiError } from '../errors.ts';
import { acceptsPage } from './accepts-page.ts';
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

/** OpenAI's old `/dashboard/billing/usage`: NextChat and others ask for it, and parse what they get. */
const BILLING = /^billing(\/|$)/;

function isPage(page: string, accept: string | undefined): boolean {
  if (/^api(\/|$)/.test(page)) return false;
  if (page === '') return true;
  // What takes anything is a program there, and elsewhere may be somebody with curl.
  if (BILLING.test(page) && !/text\/html/i.test(accept ?? '')) return false;
  return acceptsPage(accept);
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
        if (!isPage(String(request.params.page ?? ''), request.raw.req.headers.accept)) {
          throw new ApiError('unknown_url', `Unknown request URL: GET ${request.path}.`);
        }
        const page = await files.respond('index.html', request, h);
        return withPageHeaders(page, IMAGES).header('cache-control', 'no-cache');
      },
    });
  },
};
