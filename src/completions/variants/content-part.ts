import { isJsonObject, type JsonObject } from './json-object.ts';

/**
 * A content part of another dialect as chat's: Responses' `input_text`, `output_text`, `input_image`,
 * `input_file`, Anthropic's `image` and `document`, a bare string, an image URL without its object.
 */
export function canonicalPart(part: unknown): unknown {
  if (typeof part === 'string') return { type: 'text', text: part };
  if (!isJsonObject(part)) return part;
  switch (part.type) {
    case 'input_text':
    case 'output_text':
      return { type: 'text', text: part.text };
    case 'image_url':
      return typeof part.image_url === 'string'
        ? { type: 'image_url', image_url: { url: part.image_url } }
        : part;
    case 'input_image':
      return {
        type: 'image_url',
        image_url: isJsonObject(part.image_url) ? part.image_url : { url: part.image_url ?? part.file_id },
      };
    case 'input_file':
      return {
        type: 'file',
        file: {
          filename: part.filename,
          file_data: part.file_data ?? part.file_url,
          file_id: part.file_id,
        },
      };
    case 'image':
      return anthropicImage(part);
    case 'document':
      return anthropicDocument(part);
    default:
      return part;
  }
}

function anthropicImage(part: JsonObject): unknown {
  const { source } = part;
  if (!isJsonObject(source)) return part;
  if (source.type === 'url') return { type: 'image_url', image_url: { url: source.url } };
  const { type, media_type: mediaType, data } = source;
  if (type !== 'base64' || typeof mediaType !== 'string' || typeof data !== 'string') return part;
  return { type: 'image_url', image_url: { url: `data:${mediaType};base64,${data}` } };
}

function anthropicDocument(part: JsonObject): unknown {
  const { source, title } = part;
  if (!isJsonObject(source)) return part;
  const { type, media_type: mediaType, data, url, file_id: id } = source;
  const fileOf = (file: JsonObject) => ({ type: 'file', file: { filename: title, ...file } });
  if (type === 'url') return fileOf({ file_data: url });
  if (type === 'file') return fileOf({ file_id: id });
  if (typeof data !== 'string') return part;
  if (type === 'text') return { type: 'text', text: typeof title === 'string' ? `${title}\n${data}` : data };
  return type === 'base64' ? fileOf({ file_data: `data:${String(mediaType)};base64,${data}` }) : part;
}
