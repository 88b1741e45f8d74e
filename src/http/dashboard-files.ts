import path from 'node:path';
import type { Plugin, ResponseObject } from '@hapi/hapi';
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

function withPageHeaders(response: ResponseObject): ResponseObject {
  for (const [name, value] of Object.entries(PAGE_HEADERS)) response.header(name, value);
  return response;
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
      // Their names hold a hash of their contents.
      options: {
        auth: false,
        cache: { expiresIn: 365 * 86_400_000, privacy: 'public', otherwise: 'no-store' },
      },
      handler: { directory: { path: file('assets'), index: false } },
    });
    server.route({
      method: 'GET',
      path: '/dashboard/icon.svg',
      options: { auth: false },
      handler: (_request, h) => withPageHeaders(h.file(file('icon.svg'), { confine: folder })),
    });
    server.route({
      method: 'GET',
      path: '/dashboard/{page*}',
      options: { auth: false },
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
