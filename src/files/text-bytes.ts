/** How many bytes tell whether UTF-16 has no byte order mark. */
const SAMPLE = 1_024;
/** Control characters that no text has; line ends, tabs, form feeds, terminal colours and the end mark of DOS are. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are meant.
const BINARY = /[\x00-\x06\x0e-\x19\x1c-\x1f]/;

/**
 * The text of a file: UTF-8 or UTF-16, with or without a byte order mark, or what its type says.
 * @param charset a name of an encoding, e.g. `gb18030`.
 * @returns undefined for what is no text.
 */
export function decodeText(bytes: Uint8Array, charset?: string): string | undefined {
  try {
    const text = new TextDecoder(charset ?? encodingOf(bytes), { fatal: true }).decode(bytes);
    return BINARY.test(text) ? undefined : text;
  } catch {
    // Bytes that the encoding does not have, or an encoding that nobody knows.
    return undefined;
  }
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return encodingByZeros(bytes.subarray(0, SAMPLE));
}

/** Half of what is Latin in UTF-16 are zeros, all at even or all at odd places; UTF-8 has none. */
function encodingByZeros(sample: Uint8Array): string {
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries())
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const enough = sample.length / 4;
  if (even === 0 && odd > enough) return 'utf-16le';
  return odd === 0 && even > enough ? 'utf-16be' : 'utf-8';
}
