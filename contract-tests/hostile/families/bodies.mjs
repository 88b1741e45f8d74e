import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { checkRefusal, operations } from '../contract.mjs';
import { ask, exchange, signed } from '../exchange.mjs';
import { lengthExchange } from '../raw.mjs';
import { baseOf, stringFields, withText } from '../request-fields.mjs';

const TAKING = [
  'createChatCompletion',
  'createAzureChatCompletion',
  'createResponse',
  'createCompletion',
  'createMessage',
  'countMessageTokens',
  'createEmbedding',
  'createSession',
];
const FILLERS = {
  a: 'a',
  control: '\u0001',
  null: '\u0000',
  separator: '\u2028',
  surrogate: '\ud800',
  emoji: '😀',
  quote: '"',
  line: '\n',
  simulate: '<simulate>[',
};
const VALUES = [
  '1e999',
  '-0',
  '1e-400',
  '9007199254740993',
  '0.1e1',
  '-',
  '01',
  'NaN',
  'Infinity',
  '"\\ud800"',
  '"\\udc00\\ud800"',
  '"\\u0000"',
  '"\\x"',
  "'a'",
  'nul',
  '',
  '{"__proto__":1}',
  '[,]',
  '{"a":1,"a":2}',
  '\ufeff1',
  '1 2',
  '/* */1',
  'tru',
  '"\t"',
  `${'9'.repeat(100_000)}`,
  `0.${'1'.repeat(100_000)}`,
];
const operation = fc.constantFrom(...TAKING);
const kind = (name, fields) => fc.record({ kind: fc.constant(name), operation, ...fields });

export const bodies = {
  name: 'bodies',
  arbitrary: fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('fill'),
        field: fc.constantFrom(...TAKING.flatMap((name) => stringFields(name))),
        filler: fc.constantFrom(...Object.keys(FILLERS)),
        times: fc.constantFrom(1, 300, 70_000, 1_000_000),
      }),
    },
    {
      weight: 3,
      arbitrary: kind('value', {
        value: fc.constantFrom(...VALUES),
        where: fc.constantFrom('top', 'member', 'known'),
      }),
    },
    {
      weight: 2,
      arbitrary: kind('deep', {
        open: fc.constantFrom('[', '{"a":', '[{"a":'),
        levels: fc.constantFrom(100, 255, 257, 5_000, 1_000_000),
        where: fc.constantFrom('top', 'member', 'known'),
      }),
    },
    kind('wide', {
      unit: fc.constantFrom('1', '{}', '[]', '""', 'null'),
      times: fc.constantFrom(1_000, 240_000, 3_000_000),
      where: fc.constantFrom('member', 'known'),
    }),
    kind('keys', { times: fc.constantFrom(1_000, 200_000, 1_000_000), equal: fc.boolean() }),
    kind('json', { value: fc.jsonValue({ maxDepth: 6 }) }),
    kind('bomb', {
      megabytes: fc.constantFrom(1, 19, 30, 300),
      encoding: fc.constantFrom('gzip', 'x-gzip', 'deflate', 'br', 'gzip, gzip', 'identity', 'nonsense'),
      inner: fc.constantFrom(' ', '0', '[', '{"a":'),
    }),
    kind('length', {
      length: fc.constantFrom('0', '1', '-1', '1e3', '99999999999', '20000000', ' 5', '5, 5'),
    }),
    kind('type', {
      type: fc.constantFrom(
        'text/plain',
        '',
        'application/json; charset=utf-16',
        'multipart/form-data',
        'application/json; charset=x'.padEnd(8_000, 'x'),
        'application/xml',
        'application/json;;;',
        'a/b/c',
      ),
    }),
    kind('text', { text: fc.string({ unit: 'binary', maxLength: 200 }) }),
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('together'),
        operation: fc.constantFrom(
          'createChatCompletion',
          'createMessage',
          'countMessageTokens',
          'createResponse',
        ),
        times: fc.constantFrom(8, 24, 64),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('path'),
        operation: fc.constantFrom(
          'retrieveModel',
          'retrieveResponse',
          'deleteResponse',
          'listInputItems',
          'cancelResponse',
          'createAzureChatCompletion',
        ),
        text: fc.constantFrom(
          '%00',
          '%2e%2e%2f',
          '%E0%A4%A',
          '%ff',
          '..%2f..%2f',
          '%0d%0a',
          `${'a'.repeat(9_000)}`,
          '__proto__',
          '%F0%9F%98%80',
          '%',
          ';',
          '*',
        ),
      }),
    },
  ),
  run: ({ port }, recipe) => runners[recipe.kind]({ port, ...recipe }),
};

/** A body of the operation with a piece of JSON, well-formed or not, in some place of it. */
function place(name, where, json) {
  if (where === 'top') return json;
  const base = JSON.stringify(baseOf(name));
  if (where === 'member') return base.replace(/^\{/, () => `{"extra":${json},`);
  return base.replace(/"(messages|input|prompt|password)":/, (key) => `${key}${json},"rest":`);
}

const closing = (open) =>
  [...open]
    .reverse()
    .map((letter) => ({ '[': ']', '{': '}' })[letter] ?? '')
    .join('');
const send = ({ port, operation: name }, body, more = {}) =>
  ask(port, name, { body, except: [500, 502], ...more });

const runners = {
  fill: ({ port, field, filler, times }) =>
    ask(port, field.operation, {
      body: withText(field, FILLERS[filler].repeat(times)),
      except: [502],
      mayCut: times === 1_000_000,
    }),
  value: (recipe) => send(recipe, place(recipe.operation, recipe.where, recipe.value)),
  deep: (recipe) => {
    const { open, levels, where } = recipe;
    return send(
      recipe,
      place(recipe.operation, where, `${open.repeat(levels)}1${closing(open).repeat(levels)}`),
      { mayCut: true },
    );
  },
  wide: (recipe) =>
    send(recipe, place(recipe.operation, recipe.where, `[${`${recipe.unit},`.repeat(recipe.times)}1]`), {
      mayCut: true,
    }),
  keys: (recipe) => {
    const names = Array.from({ length: recipe.times }, (_, index) => `"k${recipe.equal ? 0 : index}":1`);
    return send(recipe, place(recipe.operation, 'member', `{${names.join()}}`), { mayCut: true });
  },
  json: (recipe) => send(recipe, JSON.stringify(recipe.value)),
  bomb: (recipe) => {
    const { megabytes, encoding, inner } = recipe;
    const plain = Buffer.alloc(megabytes * 1_000_000, inner);
    const body = encoding.includes('gzip')
      ? gzipSync(encoding.includes(',') ? gzipSync(plain) : plain, { level: 1 })
      : plain.subarray(0, 19_000_000);
    return send(recipe, body, { headers: { 'content-encoding': encoding }, mayCut: true });
  },
  length: ({ port, operation: name, length }) =>
    lengthExchange(port, name, length, JSON.stringify(baseOf(name))),
  type: (recipe) =>
    send(recipe, JSON.stringify(baseOf(recipe.operation)), {
      headers: { 'content-type': recipe.type },
      except: [500],
    }),
  text: (recipe) => send(recipe, recipe.text),
  path: ({ port, operation: name, text }) => pathCase(port, name, operationPath(name, text)),
  async together(recipe) {
    // Just below the limit of one body.
    const body = Buffer.from(place(recipe.operation, 'member', JSON.stringify('x'.repeat(19_500_000))));
    const all = await Promise.all(
      Array.from({ length: recipe.times }, () =>
        send(recipe, body, { mayCut: true, patienceMs: 70_000, except: [500] }),
      ),
    );
    return all.find(({ problem }) => problem) ?? all[0];
  },
};

function operationPath(name, text) {
  return {
    retrieveModel: `/v1/models/${text}`,
    createAzureChatCompletion: `/openai/deployments/${text}/chat/completions`,
    retrieveResponse: `/v1/responses/${text}`,
    deleteResponse: `/v1/responses/${text}`,
    listInputItems: `/v1/responses/${text}/input_items`,
    cancelResponse: `/v1/responses/${text}/cancel`,
  }[name];
}

async function pathCase(port, name, path) {
  const body = name === 'createAzureChatCompletion' ? JSON.stringify(baseOf(name)) : undefined;
  const answer = await exchange(port, {
    method: operations.get(name).method,
    path,
    headers: signed(name),
    body,
  });
  if (answer.status === undefined)
    return { problem: `${name} ${path.slice(0, 80)}: ${JSON.stringify(answer)}` };
  const problem = answer.status >= 400 ? checkRefusal(answer, false) : undefined;
  return { status: answer.status, problem: problem && `${name} ${path.slice(0, 80)}: ${problem}` };
}
