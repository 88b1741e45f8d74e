import { modelAliases, modelFamilies } from './aliases.ts';

/** How a model name was resolved, best first. */
export type ResolutionTier = 'exact' | 'alias' | 'family' | 'fallback';

export interface Resolution {
  /** Qoder model id. */
  readonly model: string;
  readonly tier: ResolutionTier;
}

/** A model name without what varies between clients and releases, e.g. `openai/GPT-4o-2024-08-06` as `gpt-4o`. */
function normalise(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/^.*\//, '')
    .replace(/^qoder-/, '')
    .replace(/:[^:]*$/, '')
    .replace(/-(fast|thinking(-(low|medium|high))?)$/, '')
    .replace(/-(latest|preview)$/, '')
    .replace(/[-@](\d{8}|\d{4}-\d{2}-\d{2})$/, '');
}

const dashed = (name: string): string => name.replaceAll('.', '-');

/** `claude-3-5-sonnet` is the same as `claude-3.5-sonnet`. */
const aliasesByDashedName = new Map(
  Object.entries(modelAliases).map(([name, model]) => [dashed(name), model]),
);

/**
 * The Qoder model for the name that a client sent.
 * @param known ids of the account's models; another model is never chosen but by its exact id.
 */
export function resolveModel(name: string, known: ReadonlySet<string>, fallback: string): Resolution {
  if (known.has(name)) return { model: name, tier: 'exact' };
  const plain = normalise(name);
  if (known.has(plain)) return { model: plain, tier: 'exact' };
  const alias = aliasesByDashedName.get(dashed(plain));
  if (alias !== undefined && known.has(alias)) return { model: alias, tier: 'alias' };
  const family = modelFamilies.find(([pattern]) => pattern.test(plain))?.[1];
  if (family !== undefined && known.has(family)) return { model: family, tier: 'family' };
  return { model: fallback, tier: 'fallback' };
}
