import type { Request } from '@hapi/hapi';

/**
 * Whether a request that changes something may come from where it comes from: a page of this server, or a
 * program that is no browser. `Sec-Fetch-Site` cannot be set by a page, and holds behind any proxy; browsers
 * leave it out on plain http, where `Origin` has to do.
 * @param publicBaseUrl the address that a proxy gives to this server, if known.
 */
export function isSameOrigin(request: Request, publicBaseUrl: string | undefined): boolean {
  const { origin, host, 'sec-fetch-site': site } = request.raw.req.headers;
  if (site !== undefined) return site === 'same-origin';
  if (origin === undefined) return true;
  // Of a sandboxed page: `null`.
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  return from.host === host || (publicBaseUrl !== undefined && from.origin === new URL(publicBaseUrl).origin);
}
