import type { Validator } from './validator.ts';

export interface ValidatorCache {
  readonly get: (digest: string) => Validator | undefined;
  /** @param weight how many characters the schema has. */
  readonly set: (digest: string, validator: Validator, weight: number) => void;
}

/** Keeps those that were used last. */
export function createValidatorCache(limits: {
  readonly entries: number;
  readonly weight: number;
}): ValidatorCache {
  const kept = new Map<string, { readonly validator: Validator; readonly weight: number }>();
  let weight = 0;
  const remove = (digest: string): void => {
    weight -= kept.get(digest)?.weight ?? 0;
    kept.delete(digest);
  };
  return {
    get(digest) {
      const found = kept.get(digest);
      if (found === undefined) return undefined;
      kept.delete(digest);
      kept.set(digest, found);
      return found.validator;
    },
    set(digest, validator, added) {
      remove(digest);
      kept.set(digest, { validator, weight: added });
      weight += added;
      // The newest stays, however heavy: it is about to be used.
      for (const oldest of kept.keys()) {
        if ((kept.size <= limits.entries && weight <= limits.weight) || oldest === digest) break;
        remove(oldest);
      }
    },
  };
}
