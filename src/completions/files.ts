import { ApiError } from '../errors.ts';
import type { FileFacts } from '../files/file-kind.ts';

/** A file of a request, in terms that every dialect can be translated to. */
export interface RequestFile {
  /** Base64 or a data URL. */
  readonly data: string;
  /** As declared beside the data. */
  readonly mediaType?: string | undefined;
  readonly name?: string | null | undefined;
  /** Where the request has the data, for errors. */
  readonly param: string;
}

/** What stands in the place of a file. */
export type FileContent =
  | { readonly type: 'text'; readonly text: string }
  /** In base64. */
  | { readonly type: 'image'; readonly mediaType: string; readonly data: string };

/**
 * Puts contents in the place of files: each dialect has one such function for the part of its requests that may hold
 * files. It calls `replace` for each file, in order, and changes nothing in place. Throws ApiError 400 naming a file
 * that is not in the request itself.
 */
export type FileMapper<Messages> = (
  messages: Messages,
  replace: (file: RequestFile) => FileContent,
) => Messages;

/** @throws ApiError 400 naming the file whose data is neither base64 nor a data URL. */
export function decodeFile({ data, mediaType, name, param }: RequestFile): FileFacts {
  const own = { name: name ?? undefined };
  if (!/^data:/i.test(data)) {
    if (/^https?:/i.test(data)) throw refuseUrl(param);
    return { ...own, mediaType, bytes: base64Bytes(data, param) };
  }
  const comma = data.indexOf(',');
  if (comma === -1) throw invalidFile('its data URL has no data', param);
  const declared = data.slice('data:'.length, comma);
  const content = data.slice(comma + 1);
  const isBase64 = /;\s*base64\s*$/i.test(declared);
  return {
    ...own,
    mediaType: declared.replace(/;\s*base64\s*$/i, '') || mediaType,
    bytes: isBase64 ? base64Bytes(content, param) : percentDecoded(content, param),
  };
}

/** A file by its URL, which has to be a data URL. @throws ApiError 400 for any other. */
export function fileInUrl(data: string, name: string | null | undefined, param: string): RequestFile {
  if (!/^data:/i.test(data)) throw refuseUrl(param);
  return { data, name, param };
}

/** An image as the dialects of OpenAI have it. */
export function imageUrlOf({ mediaType, data }: Extract<FileContent, { type: 'image' }>): string {
  return `data:${mediaType};base64,${data}`;
}

/** This server opens no address that a client names, and the model service takes none but those of images. */
function refuseUrl(param: string): ApiError {
  const message = 'Files are not fetched from URLs by this server. Send the file inline.';
  return new ApiError('unsupported_parameter', message, { param });
}

export function refuseFileId(param: string): ApiError {
  const message = 'Uploaded file IDs are not supported. Send the file inline.';
  return new ApiError('unsupported_parameter', message, { param });
}

export function refuseNoData(param: string): ApiError {
  return invalidFile('it has no data', param);
}

export function invalidFile(problem: string, param: string): ApiError {
  return new ApiError('invalid_request', `Invalid file: ${problem}.`, { param, code: 'invalid_file' });
}

/** Also with line ends in it, and in the alphabet for URLs: libraries write both. */
function base64Bytes(data: string, param: string): Buffer {
  const text = data.trimEnd();
  const end = text.indexOf('=');
  if (/[^A-Za-z0-9+/_=\s-]/.test(text) || (end !== -1 && end < text.length - 2))
    throw invalidFile('its base64 data is malformed', param);
  return Buffer.from(text, 'base64');
}

function percentDecoded(content: string, param: string): Buffer {
  try {
    return Buffer.from(decodeURIComponent(content));
  } catch {
    throw invalidFile('its data URL is malformed', param);
  }
}
