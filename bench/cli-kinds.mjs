// What the two kinds of qodercli take to boot, the npm package's and the native one, in turns in one run. Offline: they
// boot with a login that nobody asks for, so that nothing is sent. Linux alone tells what a process took.
// `npm run bench:cli -- FILE` names the native one; without it, the one that the server would take.
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { percentile } from './figures.mjs';
import { RealCli } from './real-cli.mjs';

const { pinnedExecutable, executableAt } = await import('../dist/src/qodercli/command.js');
const { createWorkspace } = await import('../dist/src/qodercli/workspace.js');

const ROUNDS = 5;
const SETTLED_MS = 12_000;
const RUSH = 8;
const MEGABYTE = 1024 * 1024;

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error(
    'usage: npm run bench:cli -- FILE    FILE is a native qodercli, for instance of `qoder-gateway install-cli`',
  );
  process.exit(64);
}
const kinds = { native: executableAt(file), npm: pinnedExecutable() };
const workspace = createWorkspace();
const median = (samples, of) => percentile(samples.map(of), 0.5);

/** One boot, alone. */
async function bootOnce(executable) {
  const startedAt = performance.now();
  const cli = await RealCli.start(executable, workspace);
  try {
    await cli.ask('interrupt');
    const wallMs = performance.now() - startedAt;
    const ready = cli.cost();
    const initializeMs = await cli.ask('initialize', { systemPrompt: 'x', model: 'lite' });
    await delay(SETTLED_MS);
    return { wallMs, ...ready, initializeMs, settled: cli.cost().memory };
  } finally {
    await cli.stop();
  }
}

/** `RUSH` boots, `width` at once. Resolves with the seconds until the last is ready. */
async function bootMany(executable, width) {
  const startedAt = performance.now();
  let left = RUSH;
  const clis = [];
  const each = [];
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      const bootedAt = performance.now();
      const cli = await RealCli.start(executable, workspace);
      clis.push(cli);
      await cli.ask('interrupt');
      each.push(performance.now() - bootedAt);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  const seconds = (performance.now() - startedAt) / 1_000;
  await Promise.all(clis.map((cli) => cli.stop()));
  return { perMinute: (60 * RUSH) / seconds, p50: percentile(each, 0.5) / 1_000 };
}

const row = (name, ...cells) =>
  console.log([name.padEnd(44), ...cells.map((cell) => String(cell).padStart(12))].join(''));
const load = () =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');

console.log(`Node ${process.version}, ${availableParallelism()} cores, load ${load()}`);
try {
  const samples = { native: [], npm: [] };
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [kind, executable] of Object.entries(kinds)) samples[kind].push(await bootOnce(executable));
  const compare = (name, of, unit) => {
    const [native, npm] = [median(samples.native, of), median(samples.npm, of)];
    row(name, unit(native), unit(npm), (npm / native).toFixed(2));
  };
  const seconds = (value) => `${value.toFixed(2)} s`;
  const megabytes = (value) => `${Math.round(value / MEGABYTE)} MB`;
  row(`one boot, median of ${ROUNDS}`, 'native', 'npm', 'npm/native');
  compare('CPU to ready', (sample) => sample.cpuSeconds, seconds);
  compare('wall time to ready', (sample) => sample.wallMs / 1_000, seconds);
  compare('memory when ready', (sample) => sample.memory, megabytes);
  compare('memory at its peak until then', (sample) => sample.peak, megabytes);
  compare(`memory ${SETTLED_MS / 1_000} s later`, (sample) => sample.settled, megabytes);
  compare(
    'initialize',
    (sample) => sample.initializeMs,
    (value) => `${value.toFixed(1)} ms`,
  );

  console.log('');
  row(`${RUSH} boots`, 'native', 'each, p50', 'npm', 'each, p50');
  for (const width of [1, 2, 3, 4, 6]) {
    const cells = [];
    for (const executable of Object.values(kinds)) {
      const { perMinute, p50 } = await bootMany(executable, width);
      cells.push(`${perMinute.toFixed(1)}/min`, seconds(p50));
    }
    row(`${width} at once`, ...cells);
  }
  console.log(`load at the end ${load()}`);
} finally {
  workspace.remove();
}
