/** Words that say nothing about what a text is about. */
const FILLERS = new Set(
  (
    'a about after all also am an and any are as at be been but by call can could current currently data did do does ' +
    'each every for from function get give given has have how i if in into is it its just know let like list look make ' +
    'may me must my need new no not now of on one only or our out please return set should show so some tell than that ' +
    'the their them then there these they this to tool up us use user using value want was we what when where which ' +
    'who why will with would you your'
  ).split(' '),
);

/** `getWeather`, `get_weather` and `get weather` are the same words. A plural counts as its singular. */
export function wordsOf(text: string): readonly string[] {
  return text
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => (word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word))
    .filter((word) => word !== '');
}

/** The words that say what a text is about, each once. */
export function topicsOf(text: string): ReadonlySet<string> {
  return new Set(wordsOf(text).filter((word) => !FILLERS.has(word)));
}

/** Up to so many characters, on one line, from the end: a rendered conversation has its newest words last. */
export function tailOf(text: string, length = 200): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= length ? line : `…${line.slice(-length)}`;
}
