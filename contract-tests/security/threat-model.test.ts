import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const document = readFileSync(new URL('docs/security.md', root), 'utf8');
/** The tables of attackers; what comes after them proves nothing. */
const [attackers = ''] = document.split('\n## What clients make grow');
const rows = attackers
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (what|---)/.test(line))
  .map((line) => line.slice(2, -2).split(' | '));

describe('each row of the threat model', () => {
  it('is read', () => {
    expect(rows.length).toBeGreaterThan(30);
  });

  it.each(rows.map((row) => [row[0], row] as const))('names a test that there is: %s', (_, row) => {
    expect(row.length).toBe(4);
    const [, file = '', title = ''] = /^`([\w./-]+\.test\.ts)`: (.+)$/.exec(row[3] ?? '') ?? [];
    const url = new URL(file, root);
    expect(file !== '' && existsSync(url), row[3]).toBe(true);
    const source = readFileSync(url, 'utf8').replaceAll("\\'", "'");
    const quoted = ["'", '"', '`'].some((quote) => source.includes(`${quote}${title}${quote}`));
    expect(quoted, `${file} has no '${title}'`).toBe(true);
  });
});
