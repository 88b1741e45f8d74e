import fc from 'fast-check';
import { checkRefusal } from '../contract.mjs';
import { ask, exchange, signed } from '../exchange.mjs';
import { HOSTILE_KEY } from '../server.mjs';

const FORWARDED = [
  '1.2.3.4',
  '::1',
  'unknown',
  '1.2.3.4, 5.6.7.8',
  '"',
  'x'.repeat(10_000),
  '127.0.0.1',
  '2001:db8::1',
  ', ,,',
];
const PREFIXES = ['/cursor', '//', '/./', '/v1/..', '/%2e', '/V1', ''];
const PATHS = [
  '/metrics',
  '/dashboard/',
  '/dashboard/api/overview',
  '/dashboard/api/session',
  '/readyz',
  '/openapi.json',
  '/docs',
  '/v1/models',
  '/v1/models/',
  '/metrics/',
  '/v1//models',
  '/',
  '/favicon.ico',
  '/llms.txt',
];
const STREAM = { model: 'auto', messages: [{ role: 'user', content: 'Hi' }], stream: true };

/** Sign-ins that fail, floods of what costs no turn, and other paths to what is guarded. */
export const limits = {
  name: 'limits',
  arbitrary: fc.oneof(
    fc.record({
      kind: fc.constant('keys'),
      operation: fc.constantFrom('createChatCompletion', 'listModels', 'createMessage', 'getMetrics'),
      seed: fc.nat(),
      times: fc.constantFrom(1, 12, 40),
      scheme: fc.constantFrom('Bearer ', 'bearer ', 'Basic ', '', 'Bearer  '),
      forwarded: fc.constantFrom(...FORWARDED),
    }),
    fc.record({
      kind: fc.constant('passwords'),
      seed: fc.nat(),
      length: fc.constantFrom(1, 1_000, 500_000),
      times: fc.constantFrom(1, 10, 40),
      forwarded: fc.constantFrom(...FORWARDED),
    }),
    fc.record({
      kind: fc.constant('stored'),
      size: fc.constantFrom(10, 100_000, 2_000_000),
      times: fc.constantFrom(2, 10),
    }),
    fc.record({
      kind: fc.constant('count'),
      text: fc.constantFrom('x', 'ab ', '😀', '\u0001', '漢', '0'),
      bytes: fc.constantFrom(1_000, 1_000_000, 19_800_000),
      times: fc.constantFrom(1, 3),
    }),
    fc.record({
      kind: fc.constant('hammer'),
      path: fc.constantFrom(
        '/metrics',
        '/readyz',
        '/v1/models',
        '/openapi.json',
        '/openapi.yaml',
        '/dashboard/',
      ),
      times: fc.constantFrom(10, 60),
    }),
    fc.record({
      kind: fc.constant('alias'),
      prefix: fc.constantFrom(...PREFIXES),
      path: fc.constantFrom(...PATHS),
      slashes: fc.constantFrom('', '/', '//', '?x', '#y', '%00'),
      signs: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('log'),
      where: fc.constantFrom('user', 'model', 'agent', 'id', 'path', 'key'),
      size: fc.constantFrom(100, 10_000, 5_000_000),
    }),
    fc.record({ kind: fc.constant('many'), times: fc.constantFrom(20, 100) }),
  ),
  run: ({ port }, recipe) => runners[recipe.kind](port, recipe),
};

const several = async (times, send) =>
  (await Promise.all(Array.from({ length: times }, (_, index) => send(index)))).find(
    ({ problem }) => problem,
  ) ?? {};

/** A request that needs no contract: it must be answered, and a refusal have the usual form. */
async function plain(port, request) {
  const answer = await exchange(port, { method: 'GET', ...request });
  const where = `${request.method ?? 'GET'} ${request.path.slice(0, 80)}`;
  if (answer.status === undefined) return { problem: `${where}: ${JSON.stringify(answer)}` };
  // /readyz tells of the pool, whatever it is.
  const problem =
    answer.status >= 400 && answer.headers['content-type']?.startsWith('application/json')
      ? checkRefusal(answer, answer.text.startsWith('{"type":"error"'))
      : undefined;
  return { ...answer, problem: problem && `${where}: ${problem}` };
}

const runners = {
  keys: (port, { operation, seed, times, scheme, forwarded }) =>
    several(times, (index) => {
      const value = `${scheme}wrong-${seed}-${index}`;
      const headers = { authorization: value, 'x-api-key': value, 'x-forwarded-for': forwarded };
      return ask(port, operation, {
        headers,
        body: operation.startsWith('create') ? '{}' : undefined,
        except: [500, 502],
      });
    }),
  passwords: (port, { seed, length, times, forwarded }) =>
    several(times, (index) =>
      ask(port, 'createSession', {
        headers: { 'x-forwarded-for': `${index}, ${forwarded}` },
        body: { password: `${seed}${index}`.padEnd(length, 'x') },
        except: [200, 500],
      }),
    ),
  stored: (port, { size, times }) =>
    several(times, () =>
      ask(port, 'createResponse', {
        body: { model: 'auto', input: `${'x'.repeat(size)}<simulate>[{"text":"kept"}]</simulate>` },
        except: [502],
      }),
    ),
  count: (port, { text, bytes, times }) => {
    const content = text.repeat(Math.floor(bytes / JSON.stringify(text).length) + 1).slice(0, bytes);
    return several(times, () =>
      ask(port, 'countMessageTokens', {
        body: { model: 'auto', messages: [{ role: 'user', content }] },
        mayCut: true,
      }),
    );
  },
  hammer: (port, { path, times }) =>
    several(times, () => plain(port, { path, headers: { authorization: `Bearer ${HOSTILE_KEY}` } })),
  async alias(port, { prefix, path, slashes, signs }) {
    const answer = await plain(port, {
      path: `${prefix}${path}${slashes}`.replace(/[^!-~]/g, ''),
      headers: signs ? { authorization: `Bearer ${HOSTILE_KEY}` } : {},
    });
    const isGuarded = prefix !== '' && /metrics|dashboard/.test(path) && !['/./', '/%2e'].includes(prefix);
    if (answer.status === 200 && isGuarded && !answer.problem)
      return { problem: `GET ${prefix}${path}${slashes}: another path leads to what a proxy guards` };
    return answer;
  },
  log(port, { where, size }) {
    const text = `${HOSTILE_KEY} ${'l'.repeat(size)}`;
    const short = text.slice(0, 12_000);
    if (where === 'path')
      return plain(port, { path: `/${encodeURIComponent(short)}`, headers: signed('listModels') });
    const headers =
      {
        agent: { 'user-agent': short },
        id: { 'x-request-id': short },
        key: { authorization: `Bearer ${short}` },
      }[where] ?? {};
    const fields = { user: { user: text }, model: { model: text } }[where] ?? {};
    return ask(port, 'createChatCompletion', {
      headers,
      body: { ...STREAM, stream: false, ...fields },
      except: [502],
      mayCut: true,
    });
  },
  // More than there is room for: each is answered or told to come back.
  many: (port, { times }) =>
    several(times, () => ask(port, 'createChatCompletion', { body: STREAM, except: [502] })),
};
