import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadContract } from '../contract/load.ts';
import { createFindPath } from './request-path.ts';

const contract = await loadContract(
  parse(readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8')),
);
const pathsOf = (isApi: boolean): readonly string[] => [
  ...new Set(
    contract.operations.filter(({ access }) => (access === 'key') === isApi).map(({ path }) => path),
  ),
];
const findPath = createFindPath(pathsOf(true));
/** As hapi makes it of the target, where that holds neither escapes nor dot segments. */
const find = (target: string) => findPath(target, target);

describe('a path of the API', () => {
  it.each([
    ['/v1/models', '/v1/models'],
    ['/models', '/v1/models'],
    ['/v1/v1/models', '/v1/models'],
    ['//v1//models//', '/v1/models'],
    ['/cursor/chat/completions', '/v1/chat/completions'],
    ['/models/org%2Fname', '/v1/models/org%2Fname'],
    ['/models/org/name', '/v1/models/org/name'],
    ['/responses/resp_1/cancel', '/v1/responses/resp_1/cancel'],
    ['/messages', '/v1/messages'],
    ['/v1/v1/messages/count_tokens', '/v1/messages/count_tokens'],
    ['/openai/deployments/auto/chat/completions/', '/openai/deployments/auto/chat/completions'],
  ])('is also found at %s', (target, canonical) => {
    expect(find(target)).toBe(canonical);
    expect(find(canonical)).toBe(canonical);
  });

  it('is found in any mixture of prefixes and slashes', () => {
    const api = fc.constantFrom(...pathsOf(true).map((path) => path.replace(/\{\w+\}/g, 'x')));
    const slashes = fc.integer({ min: 1, max: 3 }).map((count) => '/'.repeat(count));
    const prefixes = fc.tuple(
      fc.array(fc.constant('cursor'), { maxLength: 2 }),
      fc.array(fc.constant('v1'), { maxLength: 2 }),
    );
    fc.assert(
      fc.property(api, slashes, slashes, prefixes, (path, first, last, [cursor, version]) => {
        const bare = path.replace(/^\/v1/, '');
        const segments = bare.startsWith('/openai') ? cursor : [...cursor, ...version];
        const target = [...segments, bare.slice(1)].map((part) => first + part).join('') + last;
        expect(find(target)).toBe(path);
      }),
    );
  });
});

describe('any other path', () => {
  const others = [
    ...pathsOf(false).map((path) => path.replace(/\{\w+\}/g, 'x')),
    '/docs',
    '/dashboard/assets/a-b.js',
  ];

  it.each([...others, '/', '/v1', '/dashboard/', '/other/models'])(
    'is found as it is written: %s',
    (path) => {
      expect(find(path)).toBe(path);
      expect(findPath(`${path}?x=/../y#z`, path)).toBe(path);
      expect(findPath(`http://example.test:3000${path}`, path)).toBe(path);
    },
  );

  it('may hold escapes of what has no meaning in a path, in the one spelling that hapi leaves', () => {
    expect(find('/dashboard/api/requests/a%20b%C3%A9')).toBe('/dashboard/api/requests/a%20b%C3%A9');
    for (const written of ['%2F', '%5C', '%00', '%25', '%3F', '%23', '%2f', '%c3%a9', '%zz', '%'])
      expect(find(`/dashboard/api/requests/a${written}b`), written).toBeUndefined();
  });

  it('is not found with doubled slashes, a prefix, or an escape that stayed', () => {
    const other = fc.constantFrom(...others);
    const wrong = fc.constantFrom<(path: string) => string>(
      (path) => `/${path}`,
      (path) => `${path}//`,
      (path) => path.replace(/\/([^/]*)$/, '//$1'),
      (path) => path.replace(/\/([^/]*)$/, '%2F$1'),
      (path) => `${path}%3Fx`,
      (path) => `${path}\\`,
    );
    fc.assert(
      fc.property(other, wrong, (path, write) => {
        expect(find(write(path))).toBeUndefined();
      }),
    );
    for (const prefix of ['/cursor', '/v1', '/v1/v1', '/cursor/v1'])
      for (const path of others) expect(others).not.toContain(find(prefix + path));
  });

  it('is not found where hapi has made it of something else', () => {
    for (const target of [
      '/%6Detrics',
      '/x/../metrics',
      '/./metrics',
      '/metrics#x',
      '/metrics/.',
      'http:///metrics',
    ])
      expect(findPath(target, '/metrics'), target).toBeUndefined();
    expect(findPath('http://example.test', '/')).toBe('/');
    expect(findPath('/x/..', '/')).toBeUndefined();
  });
});
