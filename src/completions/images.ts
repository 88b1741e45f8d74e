import { ApiError } from '../errors.ts';
import { excerptOf } from '../observability/text-ends.ts';
import type { ImageBlock } from '../qodercli/turn.ts';
import type { ModelTraits } from './asked.ts';

const MEDIA_TYPES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
const MAX_BYTES = 10 * 1024 * 1024;

/**
 * An image as qodercli takes it: inline, or by a URL that the model service fetches. This server never does.
 * @throws ApiError 400 naming the part.
 */
export function imageBlockOf(url: string, param: string): ImageBlock {
  if (url.startsWith('data:')) return { type: 'image', source: inlineSource(url, param) };
  if (/^https:\/\/[^\s/]+/i.test(url)) return { type: 'image', source: { type: 'url', url } };
  throw refuse('an image must be a data URL or an https URL', param);
}

/** @throws ApiError 400 naming the part: a model that sees nothing is not asked about an image. */
export function requireVision({ vision }: ModelTraits, param: string): void {
  if (vision !== false) return;
  const message = 'The model does not take images. Choose one that does, see /v1/models.';
  throw new ApiError('unsupported_parameter', message, { param });
}

function inlineSource(url: string, param: string): ImageBlock['source'] {
  // Not one pattern over the whole: the data may have megabytes.
  const comma = url.indexOf(',');
  const [mediaType = '', ...attributes] = url.slice('data:'.length, comma).toLowerCase().split(';');
  const data = url.slice(comma + 1);
  const type = mediaType === 'image/jpg' ? 'image/jpeg' : mediaType;
  if (comma === -1 || !attributes.includes('base64'))
    throw refuse('a data URL must be base64-encoded', param);
  if (!MEDIA_TYPES.has(type))
    throw refuse(`images of type '${excerptOf(mediaType, 50)}' are not supported`, param);
  if (data === '' || !/^[A-Za-z0-9+/]*={0,2}$/.test(data))
    throw refuse('its base64 data is malformed', param);
  if ((data.length / 4) * 3 > MAX_BYTES) throw refuse('an image may have 10 MB at most', param);
  return { type: 'base64', media_type: type, data };
}

function refuse(problem: string, param: string): ApiError {
  return new ApiError('invalid_request', `Invalid image: ${problem}.`, { param, code: 'invalid_image' });
}
