import assert from 'node:assert/strict';

export { assert };
export const isPrompt = process.env.GATEWAY_TOOL_MODE === 'prompt';
export const simulate = (...steps) => `<simulate>${JSON.stringify(steps)}</simulate>`;
export const AFTER_TOOLS = 'It is done.';
export const after = isPrompt ? [] : [{ text: AFTER_TOOLS }];

export function calls(...list) {
  if (!isPrompt) return [{ tools: list }];
  const text = JSON.stringify(list.map(({ name, input }) => ({ name, arguments: input })));
  return [{ text: `\n\`\`\`tool_calls\n${text}\n\`\`\`` }];
}

export function send(path, body, init = {}) {
  const headers = {
    authorization: `Bearer ${process.env.GATEWAY_KEY}`,
    'content-type': 'application/json',
    ...init.headers,
  };
  const { GATEWAY_URL: url } = process.env;
  return fetch(`${url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    ...init,
    headers,
    body: body && JSON.stringify(body),
  });
}

/** The data of each event of a stream, as a client that reads line by line sees it. */
export async function dataLines(response) {
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type'), /^text\/event-stream/);
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith(':'));
  for (const line of lines) assert.ok(line.startsWith('data: '), `a line that is no data: ${line}`);
  return lines.map((line) => line.slice('data: '.length));
}

export async function feature(name, run) {
  try {
    console.log(JSON.stringify({ feature: name, ok: true, detail: await run() }));
  } catch (error) {
    const detail = String(error?.message ?? error)
      .replace(/\s+/g, ' ')
      .slice(0, 200);
    console.log(JSON.stringify({ feature: name, ok: false, detail }));
  }
}
