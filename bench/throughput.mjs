import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { bareTurn } from './bare-turn.mjs';
import { heading, note, perSecond, report } from './figures.mjs';
import { Gateway } from './gateway.mjs';
import { SimulatorProcess } from './simulator-process.mjs';

const WORD = 'word ';
const DELTAS = 200_000;
const STREAMS = 64;
const DELTAS_EACH = 20_000;
const SHORT_ANSWERS = 60;
const POOL = 8;
const IDLE_STREAMS = 1_000;
const SHORT = '<simulate>[{"text":"Hello"}]</simulate>';

const flood = (times) => `<simulate>${JSON.stringify([{ repeat: { text: WORD, times } }])}</simulate>`;
const rateOf = (deltas, milliseconds) => deltas / (milliseconds / 1_000);

/** Deltas of the model per second, answers per second with and without a pool, and what open streams weigh. */
export async function benchThroughput() {
  heading('deltas of the model', 'bare script');
  await oneStream();
  await manyStreams();
  heading('short answers, one after the other', 'cold spawns');
  await shortAnswers();
  await idleStreams();
}

function assertWhole({ answer }, deltas) {
  const { length } = answer();
  if (length !== deltas * WORD.length)
    throw new Error(`${length} characters came, not ${deltas * WORD.length}`);
}

async function oneStream() {
  const gateway = await Gateway.start({ QODER_PARKED_SESSIONS: '0' });
  const rates = { through: [], bare: [] };
  for (let round = 0; round < 4; round += 1) {
    await gateway.rested(1);
    const through = await gateway.turn(flood(DELTAS));
    const bare = await bareTurn(flood(DELTAS), { isCold: false });
    for (const turn of [through, bare]) assertWhole(turn, DELTAS);
    if (round === 0) continue;
    rates.through.push(rateOf(DELTAS, through.totalMs - through.firstMs));
    rates.bare.push(rateOf(DELTAS, bare.totalMs - bare.firstMs));
  }
  await gateway.stop();
  report('one stream, best of three', Math.max(...rates.through), Math.max(...rates.bare), perSecond);
}

async function manyStreams() {
  const gateway = await Gateway.start({
    QODER_PARKED_SESSIONS: '0',
    QODER_WARM_PROCESSES: String(STREAMS),
    // No room for the next ones: their boots would take the cores from the streams.
    QODER_MAX_PROCESSES: String(STREAMS),
    QODER_MAX_CONCURRENCY: String(STREAMS),
  });
  await gateway.rested(STREAMS);
  const times = async (turn) => {
    const startedAt = performance.now();
    const turns = await Promise.all(Array.from({ length: STREAMS }, (_, index) => turn(index)));
    for (const each of turns) assertWhole(each, DELTAS_EACH);
    return performance.now() - startedAt;
  };
  const through = await times(() => gateway.turn(flood(DELTAS_EACH)));
  await gateway.stop();
  const processes = Array.from({ length: STREAMS }, () => new SimulatorProcess());
  for (const process of processes) await process.boot();
  const bare = await times((index) => processes[index].turn(flood(DELTAS_EACH)));
  for (const process of processes) process.close();
  const deltas = STREAMS * DELTAS_EACH;
  report(`${STREAMS} streams at once`, rateOf(deltas, through), rateOf(deltas, bare), perSecond);
}

async function shortAnswers() {
  const pooled = await Gateway.start({
    QODER_PARKED_SESSIONS: '0',
    QODER_WARM_PROCESSES: String(POOL),
    QODER_MAX_PROCESSES: '16',
  });
  const unpooled = await Gateway.start({ QODER_PARKED_SESSIONS: '0', QODER_WARM_PROCESSES: '0' });
  await pooled.rested(POOL);
  const ahead = [];
  const cold = [];
  for (let round = 0; round < SHORT_ANSWERS; round += 1) {
    // The pool is ahead of the demand, as it is between the messages of people.
    await pooled.rested(1);
    ahead.push((await pooled.turn(SHORT)).totalMs);
    cold.push((await unpooled.turn(SHORT)).totalMs);
  }
  await Promise.all([pooled.stop(), unpooled.stop()]);
  const perSecondOf = (times) => times.length / (times.reduce((sum, time) => sum + time, 0) / 1_000);
  report('with the pool ahead', perSecondOf(ahead), perSecondOf(cold), perSecond);
}

/** Streams that wait in the queue: a process of their own each would weigh on the machine, not on the server. */
async function idleStreams() {
  const gateway = await Gateway.start({
    QODER_MAX_PROCESSES: '1',
    QODER_MAX_CONCURRENCY: '1',
    QODER_QUEUE_SIZE: String(IDLE_STREAMS),
    QODER_QUEUE_TIMEOUT_MS: '120000',
    SHUTDOWN_TIMEOUT_MS: '0',
  });
  await gateway.rested(1);
  const leaving = new AbortController();
  setMaxListeners(IDLE_STREAMS, leaving.signal);
  const before = gateway.residentBytes();
  const streams = Array.from({ length: IDLE_STREAMS }, () =>
    gateway.turn('<simulate>[{"hang":true}]</simulate>', undefined, leaving.signal).catch(() => undefined),
  );
  while ((await gateway.get('/readyz')).pool.queued < IDLE_STREAMS - 1) await delay(50);
  // Until each has had its first sign of life.
  await delay(6_000);
  const added = gateway.residentBytes() - before;
  leaving.abort();
  await Promise.all(streams);
  await gateway.stop();
  note(`${IDLE_STREAMS} idle open streams, memory of each`, `${Math.round(added / IDLE_STREAMS / 1_000)} kB`);
}
