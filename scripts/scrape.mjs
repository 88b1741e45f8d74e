import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const START_TIMEOUT_MS = 60_000;

/** The names of all series that a scrape of the built server has. */
export async function scrapedMetrics() {
  const names = new Set();
  for (const [, name, type] of (await scrape()).matchAll(/^# TYPE (\S+) (\S+)$/gm)) {
    names.add(name);
    if (type === 'histogram') for (const suffix of ['bucket', 'sum', 'count']) names.add(`${name}_${suffix}`);
  }
  return names;
}

async function scrape() {
  const server = spawn(process.execPath, [path.join(ROOT, 'dist/src/main.js')], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      HOST: '127.0.0.1',
      PORT: '0',
      METRICS_PORT: '0',
      PROXY_AUTH: 'off',
      DASHBOARD_ENABLED: 'false',
      QODER_BACKEND: 'simulator',
      QODER_WARM_PROCESSES: '0',
    },
  });
  let printed = '';
  server.stdout.setEncoding('utf8').on('data', (text) => {
    printed += text;
  });
  try {
    const deadline = Date.now() + START_TIMEOUT_MS;
    let port;
    while (port === undefined) {
      if (Date.now() > deadline || server.exitCode !== null)
        throw new Error(`the server does not start:\n${printed}`);
      await delay(50);
      const line = printed.split('\n').find((text) => text.includes('"metrics are served"'));
      port = line === undefined ? undefined : JSON.parse(line).port;
    }
    return await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  } finally {
    server.kill('SIGTERM');
  }
}
