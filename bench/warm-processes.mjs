import { setTimeout as delay } from 'node:timers/promises';
import { percentile } from './figures.mjs';
import { Gateway } from './gateway.mjs';

// A fifth of a real boot, and pauses to match, so that the whole takes minutes and not half an hour.
const BOOT_MS = 800;
const SHORT = '<simulate>[{"text":"Hello"}]</simulate>';
const SAMPLE_MS = 50;
const ROUNDS = 8;
/** Before those that count, an adaptive pool learns. */
const FIRST_ROUNDS = 2;

/** When each request of a round is sent, in milliseconds from its start. */
const LOADS = {
  'one at a time': { sentAt: [0], pauseMs: 2_000 },
  // A message, then title, tags and follow-ups, as Open WebUI asks for them.
  'one, then three at once': { sentAt: [0, 250, 250, 250], pauseMs: 2_600 },
};
const POLICIES = [
  ['none waits', { QODER_WARM_PROCESSES: '0' }],
  ['1 waits', { QODER_WARM_PROCESSES: '1', QODER_WARM_PROCESSES_MAX: '1' }],
  ['2 wait', { QODER_WARM_PROCESSES: '2', QODER_WARM_PROCESSES_MAX: '2' }],
  ['4 wait', { QODER_WARM_PROCESSES: '4', QODER_WARM_PROCESSES_MAX: '4' }],
  ['1 to 4, by demand (default)', { QODER_WARM_PROCESSES: '1', QODER_WARM_PROCESSES_MAX: '4' }],
];

/** What waiting processes bring, and what they cost, for each number of them. */
export async function benchWarmProcesses() {
  for (const [name, load] of Object.entries(LOADS)) {
    console.log(`\nrequests come ${name}; a boot takes ${BOOT_MS} ms`);
    console.log(
      ['policy'.padEnd(30), ...['met warm', 'p50', 'p95', 'waiting'].map((cell) => cell.padStart(12))].join(
        ' ',
      ),
    );
    for (const [policy, environment] of POLICIES) {
      const { times, waiting } = await run(load, environment);
      const warm = times.filter((time) => time < BOOT_MS / 4).length / times.length;
      const cells = [
        `${Math.round(100 * warm)} %`,
        ...[0.5, 0.95].map((share) => `${Math.round(percentile(times, share))} ms`),
        waiting.toFixed(1),
      ];
      console.log([policy.padEnd(30), ...cells.map((cell) => cell.padStart(12))].join(' '));
    }
  }
}

async function run({ sentAt, pauseMs }, environment) {
  const gateway = await Gateway.start({
    QODER_PARKED_SESSIONS: '0',
    QODER_MAX_PROCESSES: '12',
    QODER_MAX_CONCURRENCY: '12',
    QODER_SIMULATOR_SCRIPT: JSON.stringify({ boot: { delayMs: BOOT_MS } }),
    LOG_LEVEL: 'warn',
    ...environment,
  });
  await gateway.rested(Number(environment.QODER_WARM_PROCESSES));
  const times = [];
  const samples = [];
  for (let round = -FIRST_ROUNDS; round < ROUNDS; round += 1) {
    const endsAt = performance.now() + pauseMs;
    const turns = sentAt.map(async (milliseconds) => {
      await delay(milliseconds);
      return (await gateway.turn(SHORT)).firstMs;
    });
    while (performance.now() < endsAt) {
      if (round >= 0) samples.push((await gateway.get('/readyz')).pool.warm);
      await delay(SAMPLE_MS);
    }
    const firsts = await Promise.all(turns);
    if (round >= 0) times.push(...firsts);
  }
  await gateway.stop();
  return { times, waiting: samples.reduce((sum, sample) => sum + sample, 0) / samples.length };
}
