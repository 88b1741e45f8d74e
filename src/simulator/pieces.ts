const wordsAreWorthIt = 20_000;
const pieceLength = 1024;

/** Cut a text into deltas: at word borders, or into so many pieces of whole characters. */
export function pieces(text: string, count?: number): string[] {
  if (text === '') return [];
  if (count === undefined && text.length <= wordsAreWorthIt) return text.match(/\S+\s*|\s+/g) ?? [];
  const characters = [...text];
  const length = count === undefined ? pieceLength : Math.max(1, Math.ceil(characters.length / count));
  const result: string[] = [];
  for (let start = 0; start < characters.length; start += length) {
    result.push(characters.slice(start, start + length).join(''));
  }
  return result;
}
