// What an open dashboard costs the server, and how the dashboard feels, with 50 streams running.
// Run by hand: npm run bench:dashboard. Everything is measured in one run, on loopback.
import { readFileSync } from 'node:fs';
import os from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { browserPath } from '../scripts/browser.mjs';
import { Gateway } from './gateway.mjs';

const STREAMS = 50;
const DELTAS_PER_SECOND = 10;
const STREAM_SECONDS = 120;
const ROUNDS = 5;
const WINDOW_MS = 4_000;
const PASSWORD = 'bench password';
/** Linux counts processor time in hundredths of a second. */
const TICKS_PER_SECOND = 100;

const gateway = await Gateway.start({
  DASHBOARD_PASSWORD: PASSWORD,
  QODER_MAX_PROCESSES: String(STREAMS + 4),
  QODER_MAX_CONCURRENCY: String(STREAMS),
  QODER_QUEUE_TIMEOUT_MS: '120000',
  SHUTDOWN_TIMEOUT_MS: '0',
});
try {
  console.log(`${os.availableParallelism()} cores, Node ${process.versions.node}`);
  await reportFirstView();
  const streams = Array.from({ length: STREAMS }, (_, index) => stream(index));
  await untilRunning(STREAMS);
  console.log(`with ${STREAMS} streams of ${DELTAS_PER_SECOND} deltas/s:`);
  await reportCost();
  await reportFeel();
  const stopping = gateway.stop();
  await Promise.all(streams);
  await stopping;
} catch (error) {
  await gateway.stop();
  throw error;
}

/** What a page costs the server is what it reads: here without a browser, which would fight for the same cores. */
async function reportCost() {
  const cookie = await signIn();
  const shares = { none: [], 'overview,requests': [], overview: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const topics of Object.keys(shares)) {
      const leaving = new AbortController();
      if (topics !== 'none') void watch(topics, cookie, leaving.signal);
      shares[topics].push(await processorShare());
      leaving.abort();
    }
  }
  const alone = median(shares.none);
  console.log(`server, no dashboard open      ${percent(alone)} of a core`);
  console.log(`an open requests page adds     ${percent(median(shares['overview,requests']) - alone)}`);
  console.log(`an open overview adds          ${percent(median(shares.overview) - alone)}`);
}

async function openDashboard() {
  const browser = await chromium.launch({ executablePath: browserPath(), args: ['--no-sandbox'] });
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.goto(`${gateway.url}/dashboard/`);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Process pool' }).waitFor();
  return { page, close: () => browser.close() };
}

/** Before there is any load: the server's processor time is not what is measured. */
async function reportFirstView() {
  const { page, close } = await openDashboard();
  const views = await firstViewLatencies(page);
  await close();
  report('first view after the assets', views);
}

async function reportFeel() {
  const { page, close } = await openDashboard();
  report('click to the next page', await clickLatencies(page));
  await close();
}

function report(name, latencies) {
  const longest = Math.round(Math.max(...latencies));
  console.log(`${name.padEnd(30)} p50 ${Math.round(median(latencies))} ms, longest ${longest} ms`);
}

async function signIn() {
  const response = await fetch(`${gateway.url}/dashboard/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ password: PASSWORD }),
  });
  return response.headers.get('set-cookie').split(';')[0];
}

async function watch(topics, cookie, signal) {
  const url = `${gateway.url}/dashboard/api/events?topics=${topics}`;
  const response = await fetch(url, { headers: { cookie }, signal });
  await response.text().catch(() => undefined);
}

function stream(index) {
  const steps = Array.from({ length: STREAM_SECONDS * DELTAS_PER_SECOND }, () => [
    { text: `word ${index} ` },
    { sleep: 1_000 / DELTAS_PER_SECOND },
  ]).flat();
  return gateway.turn(`Stream ${index} <simulate>${JSON.stringify(steps)}</simulate>`).catch(() => undefined);
}

async function untilRunning(wanted) {
  for (;;) {
    const { pool } = await gateway.get('/readyz');
    if (pool.busy >= wanted) break;
    await delay(200);
  }
  // The last processes have booted just now.
  await delay(3_000);
}

function processorSeconds() {
  // Field 2 is the name in brackets, which may hold spaces; user and system time are fields 14 and 15.
  const fields = readFileSync(`/proc/${gateway.pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

async function processorShare() {
  await delay(1_000);
  const before = processorSeconds();
  const startedAt = performance.now();
  await delay(WINDOW_MS);
  return (processorSeconds() - before) / ((performance.now() - startedAt) / 1_000);
}

async function clickLatencies(page) {
  const latencies = [];
  for (const name of ['Requests', 'System logs', 'Endpoints', 'Requests', 'Overview', 'Requests']) {
    const startedAt = performance.now();
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { name, exact: true, level: 1 }).waitFor();
    latencies.push(performance.now() - startedAt);
    await delay(500);
  }
  return latencies;
}

/** From the arrival of the last script or style that index.html names to the first paint of a page's heading. */
async function firstViewLatencies(page) {
  const latencies = [];
  for (let count = 0; count < 5; count += 1) {
    await page.goto('about:blank');
    await page.goto(`${gateway.url}/dashboard/`, { waitUntil: 'commit' });
    const latency = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const look = () => {
            if (document.querySelector('main h1') === null) return requestAnimationFrame(look);
            const assets = performance
              .getEntriesByType('resource')
              .filter(({ name }) => /index-[^/]*\.(js|css)$/.test(name))
              .map(({ responseEnd }) => responseEnd);
            return requestAnimationFrame(() => resolve(performance.now() - Math.max(...assets)));
          };
          look();
        }),
    );
    latencies.push(latency);
  }
  return latencies;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function percent(share) {
  return `${(share * 100).toFixed(1)} %`;
}
