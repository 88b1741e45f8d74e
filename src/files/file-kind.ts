/** What a file is, by its content first: clients declare types, and name files, as they please. */
export type FileKind =
  | { readonly type: 'pdf' }
  | { readonly type: 'image'; readonly mediaType: string }
  /** As text, if it turns out to be one. */
  | { readonly type: 'text'; readonly charset: string | undefined }
  | { readonly type: 'other' };

export interface FileFacts {
  readonly bytes: Uint8Array;
  /** As declared, e.g. `text/csv;charset=utf-8`. */
  readonly mediaType?: string | undefined;
  readonly name?: string | undefined;
}

/** The header of a PDF may stand behind a little rubbish. */
const PDF_HEADER_WITHIN = 1_024;
const IMAGES: readonly (readonly [mediaType: string, pattern: RegExp])[] = [
  ['image/png', /^\x89PNG/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8/],
  ['image/webp', /^RIFF.{4}WEBP/s],
];
/** Types that are no text; `application` has many that are. */
const NO_TEXT =
  /^(audio|font|image|model|video)\/(?!.*\+xml$)|^application\/(vnd\.(?!.*\+(json|xml)$)|msword|zip|gzip|epub|java-archive|x-(7z|bzip|gzip|rar|tar|zip))/;
const NO_TEXT_NAMES =
  /\.(7z|avi|bz2|doc|docm|docx|epub|exe|flac|gz|jar|m4a|mkv|mov|mp3|mp4|odp|ods|odt|ogg|ppt|pptm|pptx|rar|tar|tgz|wav|webm|xls|xlsb|xlsm|xlsx|xz|zip)$/i;

export function kindOf({ bytes, mediaType = '', name = '' }: FileFacts): FileKind {
  const head = Buffer.from(bytes.subarray(0, PDF_HEADER_WITHIN)).toString('latin1');
  if (head.includes('%PDF-')) return { type: 'pdf' };
  for (const [type, pattern] of IMAGES) if (pattern.test(head)) return { type: 'image', mediaType: type };
  const [declared = '', ...attributes] = mediaType.toLowerCase().split(';');
  const essence = declared.trim();
  // Broken, and named as what it should have been.
  if (essence === 'application/pdf' || (essence === '' && /\.pdf$/i.test(name))) return { type: 'pdf' };
  if (NO_TEXT.test(essence) || NO_TEXT_NAMES.test(name)) return { type: 'other' };
  const charset = attributes.find((attribute) => attribute.trim().startsWith('charset='));
  return { type: 'text', charset: charset?.split('=')[1]?.replaceAll('"', '').trim() };
}
