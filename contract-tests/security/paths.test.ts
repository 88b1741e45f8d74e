import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Gateway, startGateway } from '../support/gateway.ts';
import { exchange, type RawAnswer } from '../support/raw.ts';

type Operation = { readonly security?: readonly object[] };
const contract = parse(readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8'));
const isKeyed = ({ security }: Operation): boolean => security === undefined;
/** Every path of the contract with one of its methods, and whether an API key opens it. */
const PATHS = Object.entries(contract.paths as Record<string, Record<string, Operation>>).map(
  ([path, operations]) => {
    const [[method, operation] = ['get', {}]] = Object.entries(operations);
    return { method: method.toUpperCase(), path: path.replace(/\{\w+\}/g, 'x1'), isApi: isKeyed(operation) };
  },
);
const built = (folder: string) => readdirSync(new URL(`../../dist/${folder}`, import.meta.url));
const [asset] = built('dashboard/assets');
const [icon] = built('dashboard').filter((file) => file.endsWith('.svg'));
/** What is served beside the contract. */
const STATIC = [
  '/docs',
  '/docs/',
  '/docs/start.js',
  '/llms.txt',
  '/dashboard',
  '/dashboard/',
  '/dashboard/requests',
  `/dashboard/${icon}`,
  `/dashboard/assets/${asset}`,
];
const EXACT = [...PATHS.filter(({ isApi }) => !isApi), ...STATIC.map((path) => ({ method: 'GET', path }))];

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ env: { QODER_WARM_PROCESSES: '0' }, ready: false });
});
afterAll(() => gateway.stop());

const send = (method: string, target: string, host = 'x'): Promise<RawAnswer> =>
  exchange(
    gateway.url,
    `${method} ${target} HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${gateway.key}\r\nconnection: close\r\n\r\n`,
  );

const escaped = (character: string, isUpper: boolean): string => {
  const code = character.charCodeAt(0).toString(16).padStart(2, '0');
  return `%${isUpper ? code.toUpperCase() : code}`;
};
const at = (path: string, index: number): number => index % path.length;

/** Other ways to write a path, of which some proxy or server takes each for the path itself. */
const SPELLINGS: Readonly<Record<string, (path: string, index: number, isUpper: boolean) => string>> = {
  'a doubled slash': (path, index) => {
    const slashes = [...path.matchAll(/\//g)].map((match) => match.index);
    const slash = slashes[index % slashes.length] ?? 0;
    return `${path.slice(0, slash)}/${path.slice(slash)}`;
  },
  'two slashes at the end': (path) => `${path}//`,
  'an escaped character': (path, index, isUpper) => {
    const place = Math.max(1, at(path, index));
    return path.length === 1
      ? '/%2F'
      : path.slice(0, place) + escaped(path[place] ?? '', isUpper) + path.slice(place + 1);
  },
  'an escaped slash': (path, _, isUpper) => path.replace(/\/([^/]*)$/, `${escaped('/', isUpper)}$1`),
  'an escaped first slash': (path, _, isUpper) => `/${escaped('/', isUpper)}${path.slice(1)}`,
  'a doubly escaped character': (path) => `/%25${escaped(path[1] ?? 'x', true).slice(1)}${path.slice(2)}`,
  'a dot segment': (path) => `/.${path}`,
  'a dot segment at the end': (path) => `${path}/.`,
  'a way up': (path) => `/x/..${path}`,
  'an escaped way up': (path, _, isUpper) =>
    `/v1/models/${escaped('.', isUpper)}${escaped('.', isUpper)}/../..${path}`,
  'a way up at the end': (path) => `${path}/x/..`,
  'a backslash': (path) => `/\\${path.slice(1)}`,
  'a backslash in between': (path) => path.replace(/\/([^/]*)$/, '\\$1'),
  'a prefix of other gateways': (path) => `/cursor${path}`,
  'a version before it': (path) => `/v1${path}`,
  'two versions before it': (path) => `/v1/v1${path}`,
  'both prefixes': (path) => `/cursor/v1${path}`,
  'a fragment': (path) => `${path}#x`,
  'a whole URL with a way up': (path) => `http://x/y/..${path}`,
  'a null': (path) => `${path}%00`,
};

it('the dashboard, metrics, probes and documents are found at their own paths', async () => {
  for (const { method, path } of EXACT) {
    const { status, text } = await send(method, path);
    expect([200, 400, 401, 415, 503], `${method} ${path}: ${text}`).toContain(status);
    expect((await send(method, `${path}?x=/../y`)).status, path).toBe(status);
    expect((await send(method, `http://example.test${path}`)).status, path).toBe(status);
  }
}, 60_000);

it.each(Object.keys(SPELLINGS))(
  'no other spelling leads to them: %s',
  async (name) => {
    const write = SPELLINGS[name] as (path: string, index: number, isUpper: boolean) => string;
    for (const { method, path } of EXACT) {
      await fc.assert(
        fc.asyncProperty(fc.nat(40), fc.boolean(), async (index, isUpper) => {
          const target = write(path, index, isUpper);
          // What comes out is a path of the contract itself.
          if (PATHS.some((known) => known.path === target) || STATIC.includes(target)) return;
          const { status, text } = await send(method, target);
          expect([400, 404], `${method} ${target}: ${text}`).toContain(status);
          expect(text, target).toMatch(/"code":"unknown_url"|^HTTP\/1.1 400/);
        }),
        { numRuns: 3 },
      );
    }
  },
  120_000,
);

it('another case of letters is another path', async () => {
  for (const { method, path } of EXACT.filter(({ path }) => /[a-z]/.test(path))) {
    const target = path.replace(/[a-z]/, (letter) => letter.toUpperCase());
    expect((await send(method, target)).status, target).toBe(404);
  }
});

it('paths of the API are found in every spelling that clients use', async () => {
  for (const { method, path } of PATHS.filter(({ isApi }) => isApi)) {
    const expected = await send(method, path);
    expect(expected.status, path).not.toBe(405);
    expect(expected.body, path).not.toContain('unknown_url');
    const bare = path.replace(/^\/v1/, '');
    const versions = path === bare ? [''] : ['', '/v1', '/v1/v1'];
    for (const version of versions) {
      for (const target of [
        version + bare,
        `/cursor${version}${bare}`,
        `/${version}${bare}/`,
        `${version}${bare}//`,
      ]) {
        const { status, body } = await send(method, target);
        expect([status, JSON.parse(body).error?.code], target).toEqual([
          expected.status,
          JSON.parse(expected.body).error?.code,
        ]);
      }
    }
  }
}, 60_000);

it('a malformed Host is told with any spelling', async () => {
  for (const host of ['a b', '[bad', 'a:99999']) {
    for (const target of ['/v1/models', '/models', '/%6Dodels', '//metrics']) {
      const { status, headers } = await send('GET', target, host);
      expect([400, 200, 404], `${target} of ${host}`).toContain(status);
      expect(headers['x-request-id'], target).toMatch(/^req_/);
    }
  }
});
