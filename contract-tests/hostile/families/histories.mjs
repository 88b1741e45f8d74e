import fc from 'fast-check';
import { ask } from '../exchange.mjs';

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const URLS = [
  `data:image/png;base64,${PIXEL}`,
  'data:image/png;base64,',
  'data:image/svg+xml,<svg/>',
  'data:;base64,////',
  `data:image/png;base64,${'A'.repeat(500_000)}`,
  'http://127.0.0.1:9/a.png',
  'https://127.0.0.1/a',
  'file:///etc/passwd',
  'javascript:1',
  '',
  'data:',
  `data:image/gif;base64,${'='.repeat(1_000)}`,
  `https://a/${'b'.repeat(20_000)}`,
];
const CALL_IDS = ['c1', 'c2', 'c1', '', 'x'.repeat(10_000), '__proto__', '\u0000', 'c1 '];
const ROLES = ['user', 'assistant', 'system', 'developer', 'tool', 'function', 'critic', ''];
const texts = fc.oneof(
  fc.constantFrom(
    'Hi',
    '',
    ' ',
    '\u0000',
    '\ud800',
    '\u2028',
    '{"type":"user"}',
    '<simulate>',
    '/help',
    '@/etc/passwd',
    'x'.repeat(100_000),
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const deep = fc.record({
  open: fc.constantFrom('{"a":', '[', '{"a":['),
  levels: fc.constantFrom(3, 300, 5_000, 100_000),
});
const ending = (open) =>
  [...open]
    .reverse()
    .map((letter) => ({ '[': ']', '{': '}' })[letter] ?? '')
    .join('');
const inputs = fc.oneof(
  fc.constantFrom(
    '{}',
    '',
    'null',
    '[]',
    '1',
    '{',
    '{"__proto__":{"a":1}}',
    '{"a":1,"a":2}',
    '"x"',
    `{"a":"${'x'.repeat(200_000)}"}`,
  ),
  deep,
);
const argumentsOf = (input) =>
  typeof input === 'string'
    ? input
    : `${input.open.repeat(input.levels)}1${ending(input.open).repeat(input.levels)}`;

const turns = fc.oneof(
  fc.record({
    is: fc.constant('text'),
    role: fc.constantFrom(...ROLES, 'user', 'assistant', 'user'),
    text: texts,
  }),
  fc.record({
    is: fc.constant('call'),
    id: fc.constantFrom(...CALL_IDS),
    input: inputs,
    name: fc.constantFrom('look', '', 'a b', '__proto__', 'x'.repeat(300)),
  }),
  fc.record({ is: fc.constant('result'), id: fc.constantFrom(...CALL_IDS), text: texts }),
  fc.record({
    is: fc.constant('image'),
    url: fc.constantFrom(...URLS),
    detail: fc.constantFrom(undefined, 'low', 'nope'),
  }),
  fc.record({
    is: fc.constant('odd'),
    value: fc.constantFrom(
      null,
      true,
      1,
      'x',
      [],
      {},
      { role: 'user' },
      { role: null, content: null },
      { role: 'user', content: [] },
      { role: 'user', content: [null] },
      { role: 'user', content: [{ type: 'text' }] },
      { role: 'user', content: [{ type: 'nope' }] },
      { type: 'reasoning' },
      { type: 'item_reference', id: 'x' },
      { type: 'compaction' },
    ),
  }),
);

/** What an honest history is made of, so that what is odd is reached. */
const honest = fc.oneof(
  fc.record({
    is: fc.constant('text'),
    role: fc.constantFrom('user', 'assistant'),
    text: texts.map((text) => text || 'Hi'),
  }),
  fc.record({ is: fc.constant('image'), url: fc.constant(URLS[0]), detail: fc.constant(undefined) }),
  fc.record({ is: fc.constant('call'), id: fc.constant('c1'), name: fc.constant('look'), input: inputs }),
  fc.record({ is: fc.constant('result'), id: fc.constant('c1'), text: texts }),
);

export const histories = {
  name: 'histories',
  arbitrary: fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({
        kind: fc.constant('turns'),
        operation: fc.constantFrom(
          'createChatCompletion',
          'createMessage',
          'createResponse',
          'countMessageTokens',
        ),
        turns: fc.array(fc.oneof({ weight: 3, arbitrary: honest }, { weight: 1, arbitrary: turns }), {
          maxLength: 8,
        }),
        times: fc.constantFrom(1, 1, 1, 1, 40, 1_000),
        ask: fc.boolean(),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('chain'),
        links: fc.integer({ min: 1, max: 12 }),
        breaks: fc.constantFrom('never', 'deleted', 'unknown', 'branch', 'self'),
        size: fc.constantFrom(1, 100_000),
      }),
    },
  ),
  run: ({ port }, recipe) =>
    recipe.kind === 'chain'
      ? chain(port, recipe)
      : ask(port, recipe.operation, { body: bodyOf(recipe), except: [502] }),
};

const MARK = 'deep input ';

const shapes = {
  createChatCompletion: {
    text: ({ role, text }) => ({ role, content: text, ...(role === 'tool' ? { tool_call_id: 'c1' } : {}) }),
    call: ({ id, name, input }) => ({
      role: 'assistant',
      content: null,
      tool_calls: [{ id, type: 'function', function: { name, arguments: argumentsOf(input) } }],
    }),
    result: ({ id, text }) => ({ role: 'tool', tool_call_id: id, content: text }),
    image: ({ url, detail }) => ({
      role: 'user',
      content: [{ type: 'image_url', image_url: { url, detail } }],
    }),
  },
  createMessage: {
    text: ({ role, text }) => ({ role, content: text }),
    call: ({ id, name, input }, raw) => ({
      role: 'assistant',
      content: [{ type: 'tool_use', id, name, input: raw(argumentsOf(input)) }],
    }),
    result: ({ id, text }) => ({
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: id, content: text }],
    }),
    image: ({ url }) => ({
      role: 'user',
      content: [
        {
          type: 'image',
          source: url.startsWith('data:')
            ? {
                type: 'base64',
                media_type: url.slice(5, url.indexOf(';')),
                data: url.slice(url.indexOf(',') + 1),
              }
            : { type: 'url', url },
        },
      ],
    }),
  },
  createResponse: {
    text: ({ role, text }) => ({ role, content: text }),
    call: ({ id, name, input }) => ({
      type: 'function_call',
      call_id: id,
      name,
      arguments: argumentsOf(input),
    }),
    result: ({ id, text }) => ({ type: 'function_call_output', call_id: id, output: text }),
    image: ({ url, detail }) => ({
      role: 'user',
      content: [{ type: 'input_image', image_url: url, detail }],
    }),
  },
};
shapes.countMessageTokens = shapes.createMessage;

function bodyOf({ operation, turns: said, times, ask: asks }) {
  const raws = [];
  const raw = (json) => `${MARK}${raws.push(json) - 1}`;
  const MOST_BYTES = 15_000_000;
  let size = 0;
  const history = Array.from({ length: times }, () => said)
    .flat()
    .flatMap((turn) => {
      const message = turn.is === 'odd' ? turn.value : shapes[operation][turn.is](turn, raw);
      size += JSON.stringify(message).length;
      return size > MOST_BYTES ? [] : [message];
    });
  if (asks) history.push({ role: 'user', content: '<simulate>[{"text":"fine"}]</simulate>' });
  const body =
    operation === 'createResponse'
      ? { model: 'auto', store: false, input: history }
      : { model: 'auto', messages: history };
  if (operation === 'createMessage') body.max_tokens = 100;
  return JSON.stringify(body).replace(/"deep input (\d+)"/g, (_, index) => raws[index] || '""');
}

async function chain(port, { links, breaks, size }) {
  const say = (previous) =>
    ask(port, 'createResponse', {
      body: {
        model: 'auto',
        input: `<simulate>[{"text":"${'x'.repeat(size)}"}]</simulate>`,
        previous_response_id: previous,
      },
      except: [502],
    });
  let previous;
  for (let link = 0; link < links; link += 1) {
    const answer = await say(previous);
    if (answer.problem) return answer;
    if (answer.status === 200) previous = JSON.parse(answer.text).id;
  }
  if (previous === undefined) return {};
  if (breaks === 'deleted') {
    const gone = await ask(port, 'deleteResponse', { path: `/v1/responses/${previous}` });
    if (gone.problem) return gone;
  }
  if (breaks === 'branch')
    return (await Promise.all([say(previous), say(previous)])).find(({ problem }) => problem) ?? {};
  return say({ never: previous, deleted: previous, unknown: 'resp_none', self: `${previous}x` }[breaks]);
}
