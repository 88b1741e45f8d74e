/** @returns the data of each event of a stream. */
function events(text) {
  return text
    .split('\n\n')
    .flatMap((frame) => /^data: (.*)$/m.exec(frame)?.[1] ?? [])
    .filter((data) => data !== '[DONE]')
    .map((data) => JSON.parse(data));
}

function compare(got, expected, ends) {
  if (!ends) return 'has no end';
  return got === expected ? undefined : `is not its own, or not whole (${got.length} of ${expected.length})`;
}

/** How each API streams: what is asked, and what is wrong with an answer, if anything is. */
export const streams = [
  {
    name: 'chat',
    request: (key, content) => ({
      path: '/v1/chat/completions',
      headers: { authorization: `Bearer ${key}` },
      body: { model: 'auto', stream: true, messages: [{ role: 'user', content }] },
    }),
    check(text, expected) {
      const chunks = events(text);
      const got = chunks.map(({ choices }) => choices?.[0]?.delta.content ?? '').join('');
      const isFinished = chunks.some(({ choices }) => choices?.[0]?.finish_reason === 'stop');
      return compare(got, expected, isFinished && text.endsWith('data: [DONE]\n\n'));
    },
  },
  {
    name: 'messages',
    request: (key, content) => ({
      path: '/v1/messages',
      headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01' },
      body: { model: 'auto', max_tokens: 4_000, stream: true, messages: [{ role: 'user', content }] },
    }),
    check(text, expected) {
      const told = events(text);
      const got = told.map(({ delta }) => delta?.text ?? '').join('');
      const isFinished = told.some(({ delta }) => delta?.stop_reason === 'end_turn');
      return compare(got, expected, isFinished && told.at(-1)?.type === 'message_stop');
    },
  },
  {
    name: 'responses',
    request: (key, input) => ({
      path: '/v1/responses',
      headers: { authorization: `Bearer ${key}` },
      body: { model: 'auto', stream: true, store: false, input },
    }),
    check(text, expected) {
      const told = events(text);
      const deltas = told.filter(({ type }) => type === 'response.output_text.delta');
      return compare(
        deltas.map(({ delta }) => delta).join(''),
        expected,
        told.at(-1)?.type === 'response.completed',
      );
    },
  },
];
