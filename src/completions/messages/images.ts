import type { ImageBlockParam } from '../../contract/operations.ts';
import { ApiError } from '../../errors.ts';
import type { ImageBlock } from '../../qodercli/turn.ts';
import type { ModelTraits } from '../asked.ts';
import { imageBlockOf } from '../images.ts';

/** @throws ApiError 400 naming the block. */
export function imageOf({ source }: ImageBlockParam, param: string, { vision }: ModelTraits): ImageBlock {
  if (vision === false) {
    throw unsupported('The model does not take images. Choose one that does, see /v1/models.', param);
  }
  switch (source.type) {
    case 'base64':
      return imageBlockOf(`data:${source.media_type};base64,${source.data}`, `${param}.source`);
    case 'url':
      return imageBlockOf(source.url, `${param}.source`);
    case 'file':
      throw unsupported('Files are not kept by this server: send the image itself.', `${param}.source`);
  }
}

function unsupported(message: string, param: string): ApiError {
  return new ApiError('unsupported_parameter', message, { param });
}
