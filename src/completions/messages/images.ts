import type { ImageBlockParam } from '../../contract/operations.ts';
import { ApiError } from '../../errors.ts';
import type { ImageBlock } from '../../qodercli/turn.ts';
import type { ModelTraits } from '../asked.ts';
import { imageBlockOf, requireVision } from '../images.ts';

/** @throws ApiError 400 naming the block. */
export function imageOf({ source }: ImageBlockParam, param: string, model: ModelTraits): ImageBlock {
  requireVision(model, param);
  switch (source.type) {
    case 'base64':
      return imageBlockOf(`data:${source.media_type};base64,${source.data}`, `${param}.source`);
    case 'url':
      return imageBlockOf(source.url, `${param}.source`);
    case 'file':
      throw new ApiError(
        'unsupported_parameter',
        'Uploaded file IDs are not supported. Send the image inline or as a URL.',
        { param: `${param}.source` },
      );
  }
}
