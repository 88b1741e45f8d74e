import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { createRequestLog } from './request-log.ts';

const KILOBYTE = 1024;
const ENTRIES = 500;
const BODY_BYTES = 8 * KILOBYTE;
const REQUESTS = 2_000;
/** A body, a text, a reasoning and the arguments of calls, at two bytes per unit, and room for facts, previews and objects. */
const ENTRY_BYTES = 4 * 2 * BODY_BYTES + 64 * KILOBYTE;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapUsed(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** Not a literal, of which V8 would keep one. With a sign beyond Latin-1: two bytes per unit. */
function freshText(seed: number, length: number): string {
  return JSON.parse(`["${`${seed} € `.repeat(Math.ceil(length / 8)).slice(0, length)}"]`)[0];
}

it('holds what its settings say, whatever comes and however much', () => {
  const log = createRequestLog({ maxEntries: ENTRIES, maxBodyBytes: BODY_BYTES, redact: (text) => text });
  const before = heapUsed();
  let halfway = 0;
  for (let n = 0; n < REQUESTS; n += 1) {
    if (n === REQUESTS / 2) halfway = heapUsed();
    const large = freshText(n, 100 * KILOBYTE);
    const record = log.begin({
      id: `req_${n}`,
      method: 'POST',
      path: large.slice(0, 50_000),
      client: large.slice(5, 5_000),
      receivedAt: n,
    });
    record.annotate({
      key: large.slice(3, 900),
      model: large.slice(9, 900),
      promptPreview: large,
      error: large,
    });
    record.request({
      model: 'auto',
      messages: [
        { role: 'user', content: large },
        { role: 'user', content: large },
      ],
    });
    for (let at = 0; at < large.length; at += 4_000) {
      // As they come from qodercli: each out of a line of its own.
      const delta = JSON.parse(JSON.stringify(large.slice(at, at + 4_000))) as string;
      record.text(delta);
      record.reasoning(delta);
      record.toolCall({ index: at % 3, id: large.slice(at), name: delta, argumentsDelta: delta });
    }
    // Some go on for ever, some fail, most end.
    if (n % 50 !== 0)
      record.end({ status: 200, durationMs: 1, outcome: n % 7 === 0 ? 'failed' : 'succeeded' });
  }
  expect(heapUsed() - before).toBeLessThan(ENTRIES * ENTRY_BYTES);
  // Full once, it grows no more.
  expect(heapUsed() - halfway).toBeLessThan(ENTRIES * 8 * KILOBYTE);
  expect(log.counts().total).toBe(ENTRIES);
  // Reading may keep what was read, and no more than that.
  for (const detail of log.details()) expect(JSON.stringify(detail).length).toBeLessThan(ENTRY_BYTES);
  expect(log.search('nowhere to be found')).toEqual([]);
  expect(heapUsed() - before).toBeLessThan(2 * ENTRIES * ENTRY_BYTES);
  log.clear();
}, 60_000);
