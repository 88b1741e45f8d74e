/** A beginning of a secret that is shorter than this is no hint. */
const SHORTEST_BEGINNING = 4;
/** Longer beginnings are not looked for; nested groups have to end somewhere. */
const LONGEST_BEGINNING = 256;
/** What stands after every text that was cut (`excerptOf`). */
const CUT_MARK = '...';

/**
 * Takes every secret out of a text. A secret too short to be one (under 8 characters) is left.
 *
 * Some texts are cut before they come here. A cut through a secret leaves its beginning, right before the mark
 * of the cut, so that a beginning that stands there is taken out, too.
 */
export function createRedactor(secrets: readonly (string | undefined)[]): (text: string) => string {
  const known = secrets.filter((secret) => secret !== undefined && secret.length >= 8) as string[];
  // In JSON a secret may stand escaped.
  const forms = [...new Set(known.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]))];
  const beginnings = forms.map(beginningBeforeCut);
  return (text) => {
    const clean = forms.reduce((rest, form) => rest.replaceAll(form, '[redacted]'), text);
    if (!clean.includes(CUT_MARK)) return clean;
    return beginnings.reduce((rest, beginning) => rest.replace(beginning, '[redacted]'), clean);
  };
}

/** `abcd(?:e(?:f)?)?` before the mark: each character of a text is tried once, so that it takes linear time. */
function beginningBeforeCut(secret: string): RegExp {
  const characters = [...secret.slice(0, LONGEST_BEGINNING)].map((one) =>
    one.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&'),
  );
  const first = characters.slice(0, SHORTEST_BEGINNING).join('');
  const more = characters.slice(SHORTEST_BEGINNING);
  const nested = more.reduceRight((inner, one) => `(?:${one}${inner})?`, '');
  return new RegExp(`${first}${nested}(?=\\.\\.\\.)`, 'g');
}
