const LONGEST = 120;

/** A text of the CLI or the model on one line, quoted and bounded. */
export function quoted(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return `"${line.length > LONGEST ? `${line.slice(0, LONGEST)}...` : line}"`;
}
