// What the gateway adds to the CLI itself: each figure beside that of a bare script that pipes the same
// simulator, taken in turns in one run, so that a busy machine slows both. Loopback only; about a minute.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { heading, percentile, report } from './figures.mjs';
import { Gateway } from './gateway.mjs';
import { SimulatorProcess } from './simulator-process.mjs';

/** Rounds before those that count: a server is not met in its first second. */
const WARM_UP = 10;
const ROUNDS = 60;
const COLD_ROUNDS = 15;
const CHUNKS = 200_000;
const SHORT = '<simulate>[{"text":"Hello"}]</simulate>';
const FLOOD = `<simulate>[{"repeat":{"text":"word ","times":${CHUNKS}}}]</simulate>`;

console.log(`Node ${process.version}, ${availableParallelism()} cores\n`);
heading();

async function bareTurn(text, { isCold }) {
  const process = new SimulatorProcess();
  const startedAt = performance.now();
  await process.boot();
  const bootMs = isCold ? performance.now() - startedAt : 0;
  const turn = await process.turn(text);
  process.close();
  return { ...turn, firstMs: turn.firstMs + bootMs, totalMs: turn.totalMs + bootMs };
}

const recordFolder = mkdtempSync(path.join(tmpdir(), 'qoder-bench-'));

/** Milliseconds from a client's call until the CLI read the user message. */
function sentMs(askedAt, seen) {
  for (const file of readdirSync(recordFolder)) {
    for (const line of readFileSync(path.join(recordFolder, file), 'utf8').split('\n')) {
      if (!line.includes('\\"type\\":\\"user\\"') || seen.has(line)) continue;
      seen.add(line);
      return JSON.parse(line).at - askedAt;
    }
  }
  throw new Error('the simulator recorded no user message');
}

{
  const gateway = await Gateway.start({ QODER_PARKED_SESSIONS: '0' });
  const through = [];
  const bare = [];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    await gateway.warm(1);
    const turns = [await gateway.turn(SHORT), await bareTurn(SHORT, { isCold: false })];
    if (round < 0) continue;
    through.push(turns[0]);
    bare.push(turns[1]);
  }
  const firsts = (turns) => turns.map((turn) => turn.firstMs);
  report('first text, warm process, p50', percentile(firsts(through), 0.5), percentile(firsts(bare), 0.5));
  report('first text, warm process, p99', percentile(firsts(through), 0.99), percentile(firsts(bare), 0.99));
  await gateway.warm(1);
  const flood = await gateway.turn(FLOOD);
  const bareFlood = await bareTurn(FLOOD, { isCold: false });
  if (flood.chunks !== CHUNKS || bareFlood.chunks !== CHUNKS)
    throw new Error(`chunks were lost: ${flood.chunks}`);
  const rate = ({ firstMs, totalMs }) => CHUNKS / ((totalMs - firstMs) / 1000);
  report('chunks per second, one stream', rate(flood), rate(bareFlood), (value) =>
    Math.round(value).toLocaleString('en'),
  );
  await gateway.stop();
}
{
  const gateway = await Gateway.start({ QODER_WARM_PROCESSES: '0', QODER_PARKED_SESSIONS: '0' });
  const through = [];
  const bare = [];
  for (let round = 0; round < COLD_ROUNDS; round += 1) {
    through.push((await gateway.turn(SHORT)).firstMs);
    bare.push((await bareTurn(SHORT, { isCold: true })).firstMs);
  }
  report('first text, cold process, p50', percentile(through, 0.5), percentile(bare, 0.5));
  await gateway.stop();
}
{
  // Apart from the rest, since recording costs time of its own.
  const gateway = await Gateway.start({ QODER_SIMULATOR_RECORD: recordFolder, QODER_PARKED_SESSIONS: '0' });
  const seen = new Set();
  const sent = [];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    await gateway.warm(1);
    const askedAt = Date.now();
    await gateway.turn(SHORT);
    const passed = sentMs(askedAt, seen);
    if (round >= 0) sent.push(passed);
  }
  await gateway.stop();
  rmSync(recordFolder, { recursive: true, force: true });
  console.log(
    `\nrequest to user message read by a warm CLI: p50 ${percentile(sent, 0.5)} ms, p99 ${percentile(sent, 0.99)} ms`,
  );
}
