import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { heading, milliseconds, note, percentile, perSecond, report } from './figures.mjs';
import { Gateway } from './gateway.mjs';

const SECONDS = 4;
const CLIENTS = 16;
const STARTS = 7;

/** Routes without a turn beside a bare hapi route with the same answer, and how long the server takes to start. */
export async function benchRoutes() {
  heading('GET /v1/models', 'bare hapi');
  await models();
  await start();
}

async function models() {
  const gateway = await Gateway.start({ LOG_LEVEL: 'warn', DASHBOARD_ENABLED: 'false' });
  const watched = await Gateway.start({ LOG_LEVEL: 'warn' });
  for (const each of [gateway, watched]) await each.rested(1);
  const answer = await gateway.get('/v1/models');
  const bare = await startBareHapi(answer);
  const rates = { gateway: [], watched: [], bare: [] };
  for (let round = 0; round < 3; round += 1) {
    rates.gateway.push(await requestsPerSecond(`${gateway.url}/v1/models`));
    rates.watched.push(await requestsPerSecond(`${watched.url}/v1/models`));
    rates.bare.push(await requestsPerSecond(`${bare.url}/v1/models`));
  }
  await Promise.all([gateway.stop(), watched.stop(), bare.stop()]);
  report('requests per second', percentile(rates.gateway, 0.5), percentile(rates.bare, 0.5), perSecond);
  report(
    'the same, recorded for the dashboard',
    percentile(rates.watched, 0.5),
    percentile(rates.bare, 0.5),
    perSecond,
  );
}

async function startBareHapi(answer) {
  const folder = mkdtempSync(path.join(tmpdir(), 'qoder-bench-'));
  const file = path.join(folder, 'answer.json');
  writeFileSync(file, JSON.stringify(answer));
  const program = fileURLToPath(new URL('bare-hapi.mjs', import.meta.url));
  const child = spawn(process.execPath, [program, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [url] = await once(child.stdout.setEncoding('utf8'), 'data');
  const stop = async () => {
    child.kill();
    await once(child, 'exit');
    rmSync(folder, { recursive: true });
  };
  return { url: url.trim(), stop };
}

async function requestsPerSecond(url) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: CLIENTS });
  const headers = { authorization: 'Bearer bench-key' };
  const endsAt = performance.now() + SECONDS * 1_000;
  let count = 0;
  const client = async () => {
    while (performance.now() < endsAt) {
      await new Promise((resolve, reject) => {
        http
          .get(url, { agent, headers }, (response) => response.resume().on('end', resolve))
          .on('error', reject);
      });
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  agent.destroy();
  return count / SECONDS;
}

async function start() {
  const times = [];
  for (let round = 0; round < STARTS; round += 1) {
    const gateway = await Gateway.start();
    times.push(gateway.startMs);
    await gateway.stop();
  }
  note('start of the process to listening, p50', milliseconds(percentile(times, 0.5)));
}
