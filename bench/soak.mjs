// A mixed load for some minutes, with clients that leave and faults of the CLI: `npm run soak -- MINUTES` (default 3).
// Fails when an answer is not its own request's, when a request that was good failed, when memory or descriptors grow,
// or when a process outlives the server. Draws the run to bench/results/soak.svg.
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Gateway } from './gateway.mjs';
import { plotSvg } from './plot-svg.mjs';

const MINUTES = Number(process.argv[2] ?? 3);
const CLIENTS = 12;
const SAMPLE_EVERY_MS = 1_000;
/** The first part of the run, in which caches fill, is not compared. */
const SETTLING_SHARE = 0.3;
const MOST_MEMORY_GROWTH = 1.25;
const MOST_DESCRIPTOR_GROWTH = 20;

const FAULTS = [
  [{ exit: 3 }],
  [{ signal: 'SIGKILL' }],
  [{ text: 'half' }, { halfLine: true }],
  [{ error: 'server_error', message: 'overloaded' }],
  [{ line: 'this is no JSON' }, { exit: 0 }],
  [{ fork: {} }, { exit: 1 }],
];

const gateway = await Gateway.start({
  QODER_MAX_PROCESSES: '12',
  QODER_MAX_CONCURRENCY: '8',
  QODER_WARM_PROCESSES: '3',
  QODER_PARKED_SESSIONS: '3',
  QODER_QUEUE_TIMEOUT_MS: '120000',
  QODER_TIMEOUT_MS: '3000',
  LOG_LEVEL: 'warn',
});
await gateway.rested(1);
const counts = { good: 0, left: 0, faults: 0, wrong: 0, failed: 0 };
const problems = [];
const samples = [];
const startedAt = performance.now();
const endsAt = startedAt + MINUTES * 60_000;
const seen = new Set();
const sampling = setInterval(sample, SAMPLE_EVERY_MS);
await Promise.all(Array.from({ length: CLIENTS }, (_, index) => client(index)));
clearInterval(sampling);
await afterwards();
report();

async function client(index) {
  for (let round = 0; performance.now() < endsAt; round += 1) {
    const kind = (index + round) % 6;
    if (kind === 4) await leave();
    else if (kind === 5) await fault(round);
    else await goodTurn(kind);
  }
}

/** Each answer carries a checksum of its own request, in pieces, through several reads. */
async function goodTurn(kind) {
  const nonce = randomBytes(8).toString('hex');
  const sum = createHash('sha256').update(nonce).digest('hex');
  const padding = kind === 0 ? 'x'.repeat(50_000) : '';
  const steps = [{ text: sum.slice(0, 20) }, { sleep: 10 * kind }, { text: sum.slice(20) + padding }];
  try {
    const turn = await gateway.turn(`${nonce} <simulate>${JSON.stringify(steps)}</simulate>`);
    if (turn.answer() === sum + padding) counts.good += 1;
    else {
      counts.wrong += 1;
      problems.push(`a wrong answer to ${nonce}: ${turn.answer().slice(0, 100)}`);
    }
  } catch (error) {
    counts.failed += 1;
    problems.push(`a good request failed: ${error.message}`);
  }
}

async function leave() {
  const leaving = new AbortController();
  const turn = gateway.turn('<simulate>[{"text":"x"},{"hang":true}]</simulate>', undefined, leaving.signal);
  setTimeout(() => leaving.abort(), 50 + Math.random() * 300);
  await turn.then(
    () => problems.push('a hanging turn was answered'),
    () => undefined,
  );
  counts.left += 1;
}

async function fault(round) {
  const steps = FAULTS[round % FAULTS.length];
  const turn = await gateway.turn(`<simulate>${JSON.stringify(steps)}</simulate>`).catch(() => undefined);
  counts.faults += 1;
  try {
    turn?.answer();
    if (turn !== undefined) problems.push(`a fault passed for an answer: ${JSON.stringify(steps)}`);
  } catch {
    // An error frame in place of the end: as it should be.
  }
}

function descriptors(pid) {
  return readdirSync(`/proc/${pid}/fd`).length;
}

function sample() {
  for (const pid of descendants(gateway.pid)) seen.add(pid);
  samples.push({
    seconds: (performance.now() - startedAt) / 1_000,
    megabytes: gateway.residentBytes() / 1e6,
    descriptors: descriptors(gateway.pid),
    answers: counts.good,
  });
}

function descendants(pid) {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean);
    return children.flatMap((child) => [Number(child), ...descendants(child)]);
  } catch {
    return [];
  }
}

async function afterwards() {
  await delay(3_000);
  const { pool } = await gateway.get('/readyz');
  if (pool.busy > 0 || pool.queued > 0) problems.push(`turns are left: ${JSON.stringify(pool)}`);
  await gateway.stop();
  await delay(1_000);
  const alive = [...seen].filter((pid) => isSimulator(pid));
  if (alive.length > 0) problems.push(`processes outlived the server: ${alive.join(', ')}`);
}

function isSimulator(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('simulator');
  } catch {
    return false;
  }
}

function report() {
  const settled = samples.slice(Math.floor(samples.length * SETTLING_SHARE));
  const third = Math.floor(settled.length / 3);
  const most = (part, field) => Math.max(...part.map((one) => one[field]));
  const early = settled.slice(0, third);
  const late = settled.slice(-third);
  const growth = most(late, 'megabytes') / most(early, 'megabytes');
  if (growth > MOST_MEMORY_GROWTH) problems.push(`memory grew by a factor of ${growth.toFixed(2)}`);
  const opened = most(late, 'descriptors') - most(early, 'descriptors');
  if (opened > MOST_DESCRIPTOR_GROWTH) problems.push(`${opened} descriptors more`);
  const folder = fileURLToPath(new URL('./results', import.meta.url));
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    `${folder}/soak.svg`,
    plotSvg(
      'Soak',
      samples.map(({ seconds }) => seconds),
      [
        { name: 'memory, MB', values: samples.map(({ megabytes }) => megabytes) },
        { name: 'descriptors', values: samples.map((one) => one.descriptors) },
        { name: 'right answers', values: samples.map(({ answers }) => answers) },
      ],
    ),
  );
  console.log(`${MINUTES} minutes, ${CLIENTS} clients: ${JSON.stringify(counts)}`);
  console.log(
    `memory: at most ${Math.round(most(early, 'megabytes'))} MB early, ${Math.round(most(late, 'megabytes'))} MB late`,
  );
  console.log(`descriptors: at most ${most(early, 'descriptors')} early, ${most(late, 'descriptors')} late`);
  if (counts.good === 0) problems.push('nothing was answered');
  for (const problem of problems.slice(0, 20)) console.error(problem);
  console.log(problems.length === 0 ? 'flat, whole, and nothing left behind' : `${problems.length} problems`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
