import { readFileSync } from 'node:fs';

const page = readFileSync(new URL('../../docs/parameters.md', import.meta.url), 'utf8');

/** `parameter rule` for each row that docs/parameters.md has for an operation, e.g. `POST /v1/responses`. */
export function documentedParameters(operation: string): readonly string[] {
  const section = page.split(/^## /m).find((text) => text.startsWith(`\`${operation}\`\n`)) ?? '';
  return [...section.matchAll(/^\| `([\w.]+)` \| (\w+) \|/gm)]
    .map(([, name, rule]) => `${name} ${rule}`)
    .sort();
}

/** The same for those that a test proves: rule -> parameter -> proof. */
export function provenParameters(proofs: Readonly<Record<string, object>>): readonly string[] {
  return Object.entries(proofs)
    .flatMap(([rule, table]) => Object.keys(table).map((name) => `${name} ${rule}`))
    .sort();
}
