import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
const START_TIMEOUT_MS = 30_000;
export const KEY = 'replica-test-key';
export const PASSWORD = 'replica-test-password';
/** The least that deploy/haproxy/haproxy.cfg asks for. */
const SHUTDOWN_DELAY_MS = 4_000;

/** One of several built servers with the simulator. Started again, it is where it was. */
export class Replica {
  /** As haproxy.cfg calls it. */
  name;
  /** When it last ended, by `performance.now()`. */
  endedAt;
  #port = 0;
  #child;
  #exited;
  #folder = mkdtempSync(path.join(tmpdir(), 'replica-'));
  /** What its processes were asked. */
  #records = path.join(this.#folder, 'records');

  constructor(name) {
    this.name = name;
    mkdirSync(this.#records);
  }

  get address() {
    return `127.0.0.1:${this.#port}`;
  }

  /** Resolves when it listens. */
  async start(environment = {}) {
    const child = spawn(process.execPath, [MAIN], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {
        PATH: process.env.PATH,
        TMPDIR: this.#folder,
        HOST: '127.0.0.1',
        PORT: String(this.#port),
        PROXY_API_KEY: KEY,
        DASHBOARD_PASSWORD: PASSWORD,
        TRUSTED_PROXIES: '1',
        QODER_BACKEND: 'simulator',
        QODER_SIMULATOR_RECORD: this.#records,
        QODER_MAX_PROCESSES: '12',
        QODER_MAX_CONCURRENCY: '10',
        QODER_WARM_PROCESSES: '2',
        SHUTDOWN_DELAY_MS: String(SHUTDOWN_DELAY_MS),
        SHUTDOWN_TIMEOUT_MS: '20000',
        ...environment,
      },
    });
    this.#child = child;
    this.#exited = once(child, 'exit').then(([code, signal]) => {
      this.endedAt = performance.now();
      return signal ?? code;
    });
    let printed = '';
    const listening = new Promise((resolve) => {
      child.stdout.setEncoding('utf8').on('data', (text) => {
        printed += text;
        const line = printed.split('\n').find((candidate) => candidate.includes('"msg":"listening"'));
        if (line !== undefined) resolve(JSON.parse(line).port);
      });
    });
    const failed = this.#exited.then((how) => Promise.reject(new Error(`it ended with ${how}:\n${printed}`)));
    const late = delay(START_TIMEOUT_MS, undefined, { ref: false }).then(() =>
      Promise.reject(new Error(`it does not start:\n${printed}`)),
    );
    // It will end some time.
    failed.catch(() => undefined);
    this.#port = await Promise.race([listening, failed, late]);
  }

  /** Turns that hold a slot now. */
  async running() {
    const response = await fetch(`http://${this.address}/readyz`);
    const { pool } = await response.json();
    return pool.busy;
  }

  /** Whether a text was ever said to one of its processes. */
  wasAsked(text) {
    return readdirSync(this.#records).some((file) =>
      readFileSync(path.join(this.#records, file), 'utf8').includes(text),
    );
  }

  /** @returns how it ended: its exit code, or the signal that it died of. */
  end(signal) {
    this.#child.kill(signal);
    return this.#exited;
  }

  remove() {
    if (this.#child?.exitCode === null) this.#child.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
