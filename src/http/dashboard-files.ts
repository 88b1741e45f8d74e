import path from 'node:path';
import type { Plugin, Request, ResponseObject, ResponseToolkit } from '@hapi/hapi';
import inert from '@hapi/inert';
import { ApiError } from '../errors.ts';

export interface DashboardFilesOptions {
  /** The folder that the dashboard was built into. */
  readonly folder: string;
}

const PAGE_HEADERS = {
  // No script, style, font or image but our own, and nobody may frame us; images that an operator attaches are data.
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
} as const;

/** Files are small, and hapi would answer a bad range in its own words. */
const OPTIONS = { auth: false, response: { ranges: false } } as const;

function withPageHeaders(response: ResponseObject): ResponseObject {
  for (const [name, value] of Object.entries(PAGE_HEADERS)) response.header(name, value);
  return response;
}

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
    await server.register(inert);
    const file = (name: string) => path.join(folder, name);

    server.route({
      method: 'GET',
      path: '/dashboard/assets/{file*}',
      options: { ...OPTIONS, ext: { onPreResponse: { method: withAssetHeaders } } },
      handler: { directory: { path: file('assets'), index: false } },
    });
    server.route({
      method: 'GET',
      path: '/dashboard/icon.svg',
      options: OPTIONS,
      handler: (_request, h) => withPageHeaders(h.file(file('icon.svg'), { confine: folder })),
    });
    server.route({
      method: 'GET',
      path: '/dashboard/{page*}',
      options: OPTIONS,
      handler: (request, h) => {
        if (/^api(\/|$)/.test(String(request.params.page ?? ''))) {
          throw new ApiError('unknown_url', `Unknown request URL: GET ${request.path}.`);
        }
        const page = h.file(file('index.html'), { confine: folder });
        return withPageHeaders(page).header('cache-control', 'no-cache');
      },
    });
  },
};
