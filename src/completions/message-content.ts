import { ApiError } from '../errors.ts';
import type { ModelTraits } from './asked.ts';
import type { PlacedImage } from './conversation.ts';
import { imageBlockOf, requireVision } from './images.ts';

/** A part of a message's content, in terms that every dialect can be translated to. */
export type ContentPiece =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'refusal'; readonly text: string }
  /** `part` and `param` are where the request has the part and its URL, for errors. */
  | { readonly type: 'image'; readonly url: string; readonly part: string; readonly param: string };

export interface MessageContent {
  readonly text: string;
  readonly images: readonly PlacedImage[];
}

/**
 * Folds the pieces of a message into one text, a line for each text, with the images in their places.
 * @throws ApiError 400 naming an image that is none, or that the model would not see.
 */
export function messageContentOf(pieces: readonly ContentPiece[], model: ModelTraits): MessageContent {
  const images: PlacedImage[] = [];
  let text = '';
  for (const piece of pieces) {
    if (piece.type === 'text') text += text === '' ? piece.text : `\n${piece.text}`;
    else if (piece.type === 'refusal') text += piece.text;
    else {
      requireVision(model, piece.part);
      images.push({ at: text.length, image: imageBlockOf(piece.url, piece.param) });
    }
  }
  return { text, images };
}

/** @throws ApiError 400: nobody here can read such a part. */
export function refusePart(type: string, param: string): never {
  const message = `Content parts of type '${type}' are not supported by this server.`;
  throw new ApiError('unsupported_parameter', message, { param });
}
