import type { Request, ResponseObject, ResponseToolkit } from '@hapi/hapi';
import type { KeptContent } from '../kept-content.ts';

/** Below, compression brings nothing. */
const LEAST_TO_COMPRESS = 1_024;

/** An answer that shares the bytes of kept content, compressed if the client takes that; 304 where it has them already. */
export async function keptResponse(
  content: KeptContent,
  request: Request,
  h: ResponseToolkit,
): Promise<ResponseObject> {
  const { acceptEncoding } = request.info;
  const isLarge = content.bytes.length >= LEAST_TO_COMPRESS;
  const isGzipped = isLarge && acceptEncoding === 'gzip';
  const response = h.response(isGzipped ? await content.gzipped() : content.bytes);
  response.type(content.contentType).etag(content.etag, { weak: false, vary: true });
  if (!isLarge) return response;
  response.vary('accept-encoding');
  // hapi would compress anew for each request.
  if (acceptEncoding !== 'identity') response.header('content-encoding', isGzipped ? 'gzip' : 'identity');
  return response;
}
