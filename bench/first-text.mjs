import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bareTurn } from './bare-turn.mjs';
import { heading, note, percentile, report } from './figures.mjs';
import { Gateway } from './gateway.mjs';

/** Rounds before those that count: a server is not met in its first second. */
const WARM_UP = 10;
const ROUNDS = 60;
const COLD_ROUNDS = 15;
const SHORT = '<simulate>[{"text":"Hello"}]</simulate>';

/** From a client's call to its first text: with a warm process, with a parked session, and cold. */
export async function benchFirstText() {
  heading('first text', 'bare script');
  await warm();
  await parked();
  await cold();
  await untilTheCliReads();
}

async function warm() {
  const gateway = await Gateway.start({ QODER_PARKED_SESSIONS: '0' });
  const through = [];
  const bare = [];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    await gateway.rested(1);
    const turns = [await gateway.turn(SHORT), await bareTurn(SHORT, { isCold: false })];
    if (round < 0) continue;
    through.push(turns[0].firstMs);
    bare.push(turns[1].firstMs);
  }
  await gateway.stop();
  report('warm process, p50', percentile(through, 0.5), percentile(bare, 0.5));
  report('warm process, p99', percentile(through, 0.99), percentile(bare, 0.99));
  note('warm process, added at p50', `${(percentile(through, 0.5) - percentile(bare, 0.5)).toFixed(1)} ms`);
  note('warm process, added at p99', `${(percentile(through, 0.99) - percentile(bare, 0.99)).toFixed(1)} ms`);
}

/** A second message of the same conversation goes on in the process that answered the first. */
async function parked() {
  const gateway = await Gateway.start({ QODER_PARKED_SESSIONS: '4', QODER_MAX_PROCESSES: '8' });
  const first = { role: 'user', content: SHORT };
  const follow = [first, { role: 'assistant', content: 'Hello' }, { role: 'user', content: SHORT }];
  const continued = [];
  const fresh = [];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    await gateway.rested(1);
    const opening = await gateway.turn(SHORT);
    const next = await gateway.turn(SHORT, follow);
    if (round < 0) continue;
    fresh.push(opening.firstMs);
    continued.push(next.firstMs);
  }
  const { continuation } = await gateway.get('/readyz');
  if (continuation.hits < ROUNDS) throw new Error(`only ${continuation.hits} sessions went on`);
  await gateway.stop();
  report(
    'parked session, p50 (other: a warm process, gateway)',
    percentile(continued, 0.5),
    percentile(fresh, 0.5),
  );
}

async function cold() {
  const gateway = await Gateway.start({ QODER_WARM_PROCESSES: '0', QODER_PARKED_SESSIONS: '0' });
  const through = [];
  const bare = [];
  for (let round = 0; round < COLD_ROUNDS; round += 1) {
    through.push((await gateway.turn(SHORT)).firstMs);
    bare.push((await bareTurn(SHORT, { isCold: true })).firstMs);
  }
  await gateway.stop();
  report('cold process, p50', percentile(through, 0.5), percentile(bare, 0.5));
}

/** Apart from the rest, since recording costs time of its own. */
async function untilTheCliReads() {
  const folder = mkdtempSync(path.join(tmpdir(), 'qoder-bench-'));
  const gateway = await Gateway.start({ QODER_SIMULATOR_RECORD: folder, QODER_PARKED_SESSIONS: '0' });
  const seen = new Set();
  const passed = [];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    await gateway.rested(1);
    const askedAt = Date.now();
    await gateway.turn(SHORT);
    const milliseconds = sentMs(folder, askedAt, seen);
    if (round >= 0) passed.push(milliseconds);
  }
  await gateway.stop();
  rmSync(folder, { recursive: true, force: true });
  const figures = [0.5, 0.99].map((share) => `${percentile(passed, share)} ms`);
  note('call to user message read by a warm CLI, p50, p99', figures.join(', '));
}

/** Milliseconds from a client's call until the CLI read the user message. */
function sentMs(folder, askedAt, seen) {
  for (const file of readdirSync(folder)) {
    for (const line of readFileSync(path.join(folder, file), 'utf8').split('\n')) {
      if (!line.includes('\\"type\\":\\"user\\"') || seen.has(line)) continue;
      seen.add(line);
      return JSON.parse(line).at - askedAt;
    }
  }
  throw new Error('the simulator recorded no user message');
}
