import type { CatalogueModel } from '../qodercli/catalogue.ts';
import { TIERS } from './static-catalogue.ts';

/** Families that go by several names, or by one in two words. Any other is called by the first word of its models. */
const FAMILIES: readonly (readonly [pattern: RegExp, family: string])[] = [
  [/^(qwen|qwq|qvq|tongyi)/, 'qwen'],
  [/^deep[\s_-]?seek/, 'deepseek'],
  [/^(kimi|moonshot)/, 'kimi'],
  [/^(mini[\s_-]?max|abab)/, 'minimax'],
  [/^((chat)?glm|zhipu)/, 'glm'],
];

/** Words of models that are small, fast and cheap. */
const SMALL = new Set(['flash', 'mini', 'lite', 'air', 'turbo', 'nano', 'small', 'tiny', 'highspeed']);

/** A shorter first word says nothing: `my-model` is no `My Assistant`. */
const SHORTEST_FAMILY = 3;

/** What the name of a model says, e.g. of `deepseek-v4-flash`: deepseek, version 4, flash. */
interface NameParts {
  readonly family: string;
  readonly version: readonly number[];
  /** Two letters or more each. */
  readonly words: readonly string[];
}

/** Undefined for a name that begins with no word. */
export function partsOf(name: string): NameParts | undefined {
  const text = name.normalize('NFKC').toLowerCase();
  const known = FAMILIES.map(([pattern, family]) => ({ family, match: pattern.exec(text)?.[0] })).find(
    ({ match }) => match !== undefined,
  );
  const match = known?.match ?? /^\p{L}+/u.exec(text)?.[0] ?? '';
  if (match.length < SHORTEST_FAMILY) return undefined;
  // 480b and 128k are sizes.
  const rest = text.slice(match.length).replace(/\d{1,5}(\.\d{1,3})?[bkmt](?![\p{L}\d])/gu, ' ');
  const digits = /\d+(?:[\s._\p{Pd}]+\d+)*/u.exec(rest)?.[0].match(/\d+/g) ?? [];
  return {
    family: known?.family ?? match,
    // Longer numbers are dates and builds.
    version: digits.filter((number) => number.length < 3).map(Number),
    words: rest.match(/\p{L}{2,}/gu) ?? [],
  };
}

function compareVersions(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether `asked` is the version, or a beginning of it, also with its dots left out: 3, 3.8 and 38 are 3.8. */
function isVersion(asked: readonly number[], version: readonly number[]): boolean {
  if (asked.length === 0) return false;
  return asked.every((number, index) => number === version[index]) || asked.join('') === version.join('');
}

interface FamilyMember {
  readonly model: CatalogueModel;
  /** Whether it is of the version that the name asks for, if any. */
  readonly isVersion: boolean;
}

/**
 * The models of an account by families.
 * @returns what chooses the model of the family that a name belongs to: the one that shares most words with the name,
 * then one that is small if and only if the name asks for that, then one of the version asked for, then the newest,
 * then the one with the shortest name, then the first one in the catalogue. Undefined when there is none.
 */
export function createFamilyChoice(
  catalogue: readonly CatalogueModel[],
): (name: string) => FamilyMember | undefined {
  const families = new Map<string, (NameParts & { readonly model: CatalogueModel })[]>();
  for (const model of catalogue) {
    const parts = TIERS.has(model.id) ? undefined : partsOf(model.name);
    if (parts === undefined) continue;
    const members = families.get(parts.family) ?? [];
    families.set(parts.family, members);
    members.push({ ...parts, model });
  }
  return (name) => {
    const asked = partsOf(name);
    const members = asked && families.get(asked.family);
    if (asked === undefined || members === undefined) return undefined;
    const isSmall = (words: readonly string[]): boolean => words.some((word) => SMALL.has(word));
    const ranked = members.map(({ model, version, words }) => ({
      model,
      version,
      isVersion: isVersion(asked.version, version),
      rank: [
        words.filter((word) => asked.words.includes(word)).length,
        isSmall(words) === isSmall(asked.words) ? 1 : 0,
        isVersion(asked.version, version) ? 1 : 0,
      ],
      length: words.length,
    }));
    const [best] = ranked.sort(
      (a, b) =>
        compareVersions(b.rank, a.rank) || compareVersions(b.version, a.version) || a.length - b.length,
    );
    return best && { model: best.model, isVersion: asked.version.length === 0 || best.isVersion };
  };
}
