import type { ResponseObject } from '@hapi/hapi';

/** No script, style, font or image but our own, and nobody may frame us. */
const PAGE_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
} as const;

/**
 * What keeps a page to itself.
 * @param images sources of images besides our own, such as `data:`.
 */
export function withPageHeaders(response: ResponseObject, images: readonly string[]): ResponseObject {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src ${["'self'", ...images].join(' ')}`,
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  response.header('content-security-policy', policy.join('; '));
  for (const [name, value] of Object.entries(PAGE_HEADERS)) response.header(name, value);
  return response;
}
