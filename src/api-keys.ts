import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface ApiKey {
  /** What logs and metrics call it. */
  readonly name: string;
  readonly key: string;
}

const LEAST_CHARACTERS = 8;
const NAMED_KEY = new RegExp(`^([A-Za-z0-9_-]{1,32})=(.{${LEAST_CHARACTERS},})$`);

/**
 * Reads PROXY_API_KEY: one key, or several as `name=key,name=key`. None makes one up, so that nothing is
 * ever open by accident.
 */
export function parseApiKeys(
  value: string | undefined,
  open: boolean,
): { readonly keys: readonly ApiKey[]; readonly generated: boolean; readonly problems: readonly string[] } {
  if (open) return { keys: [], generated: false, problems: [] };
  if (value === undefined) {
    const key = `sk-qoder-${randomBytes(24).toString('base64url')}`;
    return { keys: [{ name: 'generated', key }], generated: true, problems: [] };
  }
  const items = value.split(',').map((item) => item.trim());
  const named = items.map((item) => NAMED_KEY.exec(item));
  if (items.length === 1 && named[0] === null && value.trim().length >= LEAST_CHARACTERS) {
    return { keys: [{ name: 'default', key: value.trim() }], generated: false, problems: [] };
  }
  const keys = named.flatMap((match) => {
    const [, name, key] = match ?? [];
    return name === undefined || key === undefined ? [] : [{ name, key }];
  });
  const problems: string[] = [];
  if (keys.length < items.length) {
    problems.push(
      'PROXY_API_KEY must be one key or a list name=key,name=key, each key of 8 characters or more',
    );
  }
  if (new Set(keys.map((key) => key.name)).size < keys.length)
    problems.push('PROXY_API_KEY names a key twice');
  return { keys, generated: false, problems };
}

/** What stands for a key wherever it is compared or remembered. */
export function keyDigest(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}

/**
 * Finds the key whose digest was presented. Digests are compared, and always all of them, so that the time taken
 * tells neither a prefix nor the length nor the position of a key.
 */
export function createKeyFinder(keys: readonly ApiKey[]): (digest: Buffer) => ApiKey | undefined {
  const known = keys.map((key) => ({ key, digest: keyDigest(key.key) }));
  return (given) => {
    let found: ApiKey | undefined;
    for (const candidate of known) {
      if (timingSafeEqual(candidate.digest, given)) found = candidate.key;
    }
    return found;
  };
}
