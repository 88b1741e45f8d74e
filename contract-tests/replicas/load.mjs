import { createHash, randomUUID } from 'node:crypto';
import http from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { createParser } from 'eventsource-parser';
import { KEY } from './replica.mjs';

/** A turn is cut at a random point of its answer, so it must have some. */
const PIECES = 12;
const PIECE_MS = 100;

/**
 * Clients that ask without a pause until they are stopped. Each answer carries a checksum of its own request, made where the model
 * would be, between pieces that come in time: what was lost, cut, mixed up or said twice shows.
 */
export function startLoad(url, clients) {
  const outcomes = [];
  let stopped = false;
  const client = async (index) => {
    for (let round = 0; !stopped; round += 1) {
      // Some clients keep their connections, others do not.
      outcomes.push(await ask(url, (index + round) % 3 !== 0, index % 2 === 0 ? fetch : loneRequest));
    }
  };
  const all = Promise.all(Array.from({ length: clients }, (_, index) => client(index)));
  return {
    outcomes: () => outcomes,
    /** Resolves when every request has ended. */
    async stop() {
      stopped = true;
      await all;
      return outcomes;
    },
  };
}

/** @returns what became of one request: `whole`, `wrong` (a lie), or `failed`, which its client was told. */
async function ask(url, stream, send) {
  const id = randomUUID();
  const steps = Array.from({ length: PIECES }, (_, index) => [
    { text: `${id} ${index}\n` },
    { sleep: PIECE_MS },
  ]);
  const content = `${id} <simulate>${JSON.stringify([...steps.flat(), { echo: 'sha256' }])}</simulate>`;
  const expected =
    Array.from({ length: PIECES }, (_, index) => `${id} ${index}\n`).join('') +
    createHash('sha256').update(content).digest('hex');
  const outcome = { id, stream, startedAt: performance.now() };
  const end = (result, detail) => ({ ...outcome, result, detail, endedAt: performance.now() });
  let status;
  try {
    const response = await send(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', 'x-request-id': id },
      body: JSON.stringify({ model: 'auto', stream, messages: [{ role: 'user', content }] }),
    });
    status = response.status;
    if (status !== 200)
      return end('failed', `${status} ${JSON.parse(await readText(response.body)).error.code}`);
    const { text, error } = stream ? await readStream(response) : await readWhole(response);
    if (error !== undefined) return end('failed', error);
    return text === expected ? end('whole') : end('wrong', text);
  } catch (error) {
    // The connection was refused, or cut before the answer was whole.
    const code = error.cause?.code ?? error.code;
    if (code !== undefined) return end('failed', `${error.message} (${code})`);
    return end('wrong', `${status}: ${error.message}`);
  }
}

/**
 * On a connection of its own. Not by `fetch`: told not to keep a connection, it takes the cut of one for the end of the answer.
 */
function loneRequest(url, { body, ...options }) {
  return new Promise((resolve, reject) => {
    http
      .request(url, { ...options, agent: false }, (response) =>
        resolve({ status: response.statusCode, body: response }),
      )
      .on('error', reject)
      .end(body);
  });
}

/** To its end, which has to be `[DONE]`. */
async function readStream(response) {
  let text = '';
  let error;
  let done = false;
  let reason;
  const parser = createParser({
    onEvent({ data }) {
      if (data === '[DONE]') {
        done = true;
        return;
      }
      const chunk = JSON.parse(data);
      error ??= chunk.error?.code;
      for (const { delta, finish_reason } of chunk.choices ?? []) {
        text += delta.content ?? '';
        reason ??= finish_reason ?? undefined;
      }
    },
  });
  const decoder = new TextDecoder();
  for await (const bytes of response.body) parser.feed(decoder.decode(bytes, { stream: true }));
  if (error === undefined && (!done || reason !== 'stop'))
    throw new Error(`the stream just ended after: ${text}`);
  return { text, error };
}

async function readWhole(response) {
  const { choices } = JSON.parse(await readText(response.body));
  if (choices[0].finish_reason !== 'stop') throw new Error(`it ended with ${choices[0].finish_reason}`);
  return { text: choices[0].message.content };
}
