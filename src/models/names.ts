/** Longer names are no model's; what a catalogue lists is shorter. In UTF-16 units. */
const LONGEST_NAME = 256;
/** Gateways in front of gateways put one prefix before another: `openrouter/qwen/qwen3.8-max`. */
const MOST_PREFIXES = 8;

/** A name without what people write differently: case, dots, dashes, spaces and underscores. */
export function fold(name: string): string {
  return (
    name
      .normalize('NFKC')
      .replace(/[\s._\p{Pd}]+/gu, '')
      // Some letters have two lower cases (σ, ς), some two upper ones (ẞ, SS), and some fall apart on the way.
      .toLowerCase()
      .toUpperCase()
      .toLowerCase()
      .normalize('NFKC')
  );
}

/** What clients and vendors append to the name of a model: a tag, an effort, a release. */
const SUFFIXES = [
  /:[^:]*$/,
  /-(fast|thinking(-(low|medium|high))?)$/,
  /-(latest|preview)$/,
  /[-@](\d{8}|\d{4}-\d{2}-\d{2})$/,
];

/**
 * What a name may mean, the closest first: as it stands, then without one provider prefix after another, each of
 * these also without what is appended. None for a text that is too long to be a name.
 */
export function spellingsOf(name: string): readonly string[] {
  if (name.length > LONGEST_NAME) return [];
  const spellings = new Set<string>();
  let rest = name.trim().toLowerCase();
  for (let cuts = 0; cuts <= MOST_PREFIXES; cuts += 1) {
    let spelling = rest;
    spellings.add(spelling);
    for (const suffix of SUFFIXES) {
      spelling = spelling.replace(suffix, '');
      spellings.add(spelling);
    }
    const slash = rest.indexOf('/');
    const prefix = slash === -1 ? /^qoder[-_ ]/.exec(rest)?.[0].length : slash + 1;
    if (prefix === undefined) break;
    rest = rest.slice(prefix);
  }
  spellings.delete('');
  return [...spellings];
}
