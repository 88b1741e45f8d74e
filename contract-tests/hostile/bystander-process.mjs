// Other keys, which stream answers that carry a checksum, for as long as their parent lives.
// Usage: node bystander-process.mjs PORT KEYS. Tells its parent: { at, problem }, or { whole, refused }.
import { createHash, randomBytes } from 'node:crypto';
import http from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { streams } from './bystander-streams.mjs';

const [port, keys] = [Number(process.argv[2]), process.argv[3].split(',')];
/** Far more than a turn and its wait in the queue take on a busy machine. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 150;
const counts = { whole: 0, refused: 0 };

function ask({ path, headers, body }, agent) {
  return new Promise((resolve, reject) => {
    const sent = http.request(
      {
        host: '127.0.0.1',
        port,
        method: 'POST',
        path,
        agent,
        timeout: PATIENCE_MS,
        headers: { ...headers, 'content-type': 'application/json' },
      },
      async (answer) => {
        try {
          let text = '';
          for await (const piece of answer.setEncoding('utf8')) text += piece;
          resolve({ status: answer.statusCode, headers: answer.headers, text });
        } catch (error) {
          reject(Object.assign(error, { hasBegun: true }));
        }
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('silence')));
    sent.on('error', (error) => reject(error));
    sent.end(JSON.stringify(body));
  });
}

/** One answer that must be whole. A refusal before it begins is tried again, as every official client does. */
async function turn(stream, key, agent) {
  const nonce = randomBytes(8).toString('hex');
  const sum = createHash('sha256').update(nonce).digest('hex');
  const expected = `${sum}${'é𝄞x'.repeat(200)}`;
  const steps = [{ text: sum.slice(0, 20) }, { sleep: 60 }, { text: expected.slice(20), deltas: 12 }];
  const request = stream.request(key, `${nonce} <simulate>${JSON.stringify(steps)}</simulate>`);
  const until = Date.now() + PATIENCE_MS;
  let last = '';
  while (Date.now() < until) {
    const from = Date.now();
    try {
      const answer = await ask(request, agent);
      if (answer.status === 200) {
        const problem = stream.check(answer.text, expected);
        if (problem === undefined) counts.whole += 1;
        return problem && { from, problem: `${problem}: ${answer.text.slice(-300)}` };
      }
      last = `${answer.status} ${answer.text.slice(0, 300)}`;
      if (![408, 429, 502, 503, 504].includes(answer.status))
        return { from, problem: `was refused: ${last}` };
    } catch (error) {
      if (error.hasBegun) return { from, problem: `broke off: ${error.message}` };
      last = error.message;
    }
    counts.refused += 1;
    await delay(300);
  }
  return { from: until - PATIENCE_MS, problem: `was refused for ${PATIENCE_MS} ms, at last with ${last}` };
}

async function bystander(stream, key) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  for (;;) {
    const wrong = await turn(stream, key, agent);
    if (wrong)
      process.send?.({
        ...wrong,
        at: Date.now(),
        invariant: 'others',
        problem: `${stream.name}: a stream ${wrong.problem}`,
      });
    process.send?.({ counts });
    await delay(PAUSE_MS);
  }
}

process.on('disconnect', () => process.exit());
await Promise.all(streams.map((stream, index) => bystander(stream, keys[index])));
