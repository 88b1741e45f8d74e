/** How far past a cut a text is looked at for secrets, in UTF-16 units. Longer secrets may leak a part. */
export const SECRET_SLACK = 512;

/** At most the first `max` UTF-16 units, without splitting a surrogate pair. */
export function headOf(text: string, max: number): string {
  if (max <= 0) return '';
  if (text.length <= max) return text;
  return text.slice(0, isHighSurrogate(text.charCodeAt(max - 1)) ? max - 1 : max);
}

/** At most the last `max` UTF-16 units, without splitting a surrogate pair. */
export function tailOf(text: string, max: number): string {
  if (max <= 0) return '';
  if (text.length <= max) return text;
  const start = text.length - max;
  return text.slice(isLowSurrogate(text.charCodeAt(start)) ? start + 1 : start);
}

/** At most the first `max` units, with the mark of a cut, by which `redactor.ts` finds what is left of a secret. */
export function excerptOf(text: string, max: number): string {
  return text.length <= max ? text : `${headOf(text, max)}...`;
}

/** What must be stored of a text to show `redactedHead` of it later. Does not keep `text` alive. */
export function storedHead(text: string, max: number): string {
  return detached(text.slice(0, max + SECRET_SLACK));
}

/**
 * The first `max` units of a text of which `stored` is the beginning. Secrets go first, then the rest is cut: the
 * other way round, a secret across the edge would leave its beginning. If `stored` is itself cut, its last units
 * may be the beginning of a secret and are never shown, even where redaction has made room for them.
 */
export function redactedHead(stored: string, max: number, redact: (text: string) => string): string {
  const clean = redact(stored);
  const isCut = stored.length >= max + SECRET_SLACK;
  return headOf(clean, Math.min(max, isCut ? clean.length - SECRET_SLACK : max));
}

/** A copy. V8's slices keep the whole text alive that they were cut from, and joined texts all their parts. */
export function detached(text: string): string {
  return ` ${text}`.slice(1);
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
