import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 20_000;
const TAIL_CHARACTERS = 20_000;
export const MEMORY_LIMIT_MB = 1_024;
const DESCRIPTORS = 256;
/** What node takes for its heap in a container of that size. */
const HEAP_MB = 512;

export const HOSTILE_KEY = 'hostile-key-8f1c2b7d';
export const BYSTANDER_KEYS = [
  'bystander-key-chat-51c9',
  'bystander-key-messages-72aa',
  'bystander-key-responses-0e4d',
];
export const PASSWORD = 'hostile-password-9a63';
const SECRETS = [HOSTILE_KEY, ...BYSTANDER_KEYS, PASSWORD];

/** The built server with the simulator, under limits that the kernel holds. Each simulator has the same, for itself. */
export class BoundedServer {
  pid;
  port;
  /** Characters that it has logged. */
  logged = 0;
  /** Which secrets stood in its log. */
  leaked = new Set();
  #tail = '';
  #child;
  #exited;
  #ended;
  #folder = mkdtempSync(path.join(tmpdir(), 'hostile-'));

  static async start() {
    const server = new BoundedServer();
    await server.#start();
    return server;
  }

  async #start() {
    mkdirSync(path.join(this.#folder, 'tmp'));
    // Writable memory that is not shared: what a limit of a container comes to, and any user may set it.
    const limits = `ulimit -n ${DESCRIPTORS} && ulimit -d ${MEMORY_LIMIT_MB * 1_024} && exec "$@"`;
    this.#child = spawn(
      'sh',
      ['-c', limits, 'sh', process.execPath, `--max-old-space-size=${HEAP_MB}`, MAIN],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: process.env.PATH,
          HOME: this.#folder,
          TMPDIR: path.join(this.#folder, 'tmp'),
          HOST: '127.0.0.1',
          PORT: '0',
          PROXY_API_KEY: ['hostile', 'chat', 'messages', 'responses']
            .map((name, index) => `${name}=${[HOSTILE_KEY, ...BYSTANDER_KEYS][index]}`)
            .join(','),
          // So that there is always room for the others.
          KEY_LIMITS: 'hostile:concurrency=4',
          DASHBOARD_PASSWORD: PASSWORD,
          QODER_BACKEND: 'simulator',
          QODER_SIMULATOR_SCRIPT: '{"turn":[{"text":"{}"}]}',
          QODER_SIMULATOR_DELAY_MS: '0',
          QODER_MAX_PROCESSES: '10',
          QODER_MAX_CONCURRENCY: '8',
          QODER_WARM_PROCESSES: '2',
          QODER_PARKED_SESSIONS: '1',
          QODER_QUEUE_TIMEOUT_MS: '10000',
          QODER_TIMEOUT_MS: '3000',
          LOG_LEVEL: 'info',
        },
      },
    );
    this.pid = this.#child.pid;
    process.on('exit', () => this.#child.kill('SIGKILL'));
    this.#exited = once(this.#child, 'exit').then(([code, signal]) => {
      this.#ended = `${signal ?? code}`;
      return this.#ended;
    });
    const listening = new Promise((resolve) => {
      const read = (text) => {
        this.#read(text);
        const port = /"port":(\d+)/.exec(this.#tail)?.[1];
        if (port) resolve(Number(port));
      };
      this.#child.stdout.setEncoding('utf8').on('data', read);
      this.#child.stderr.setEncoding('utf8').on('data', (text) => this.#read(text, false));
    });
    const failed = this.#exited.then((how) =>
      Promise.reject(new Error(`it ended with ${how}:\n${this.#tail}`)),
    );
    failed.catch(() => undefined);
    const late = delay(START_TIMEOUT_MS, undefined, { ref: false }).then(() =>
      Promise.reject(new Error(`it does not start:\n${this.#tail}`)),
    );
    late.catch(() => undefined);
    this.port = await Promise.race([listening, failed, late]);
  }

  /** The banner on stderr may show a password; this one does not, since it is given. */
  #read(text, counts = true) {
    if (counts) this.logged += text.length;
    const whole = this.#tail + text;
    for (const secret of SECRETS) if (whole.includes(secret)) this.leaked.add(secret);
    this.#tail = whole.slice(-TAIL_CHARACTERS);
  }

  /** How it ended, or undefined while it runs. */
  get ended() {
    return this.#ended;
  }

  /** The end of its log. */
  get tail() {
    return this.#tail;
  }

  /** Everything alive that it started, in whichever group or session: descendants inherit its environment. */
  descendants() {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && Number(name) !== this.pid)
      .filter((pid) => {
        try {
          return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(this.#folder);
        } catch {
          return false;
        }
      })
      .map(Number);
  }

  /** @returns what is wrong with the way it ended, if anything is. */
  async stop() {
    if (this.#ended !== undefined) return this.#remove(`it had ended with ${this.#ended}`);
    this.#child.kill('SIGINT');
    this.#child.kill('SIGTERM');
    const how = await Promise.race([this.#exited, delay(STOP_TIMEOUT_MS, 'no', { ref: false })]);
    if (how === 'no') {
      this.#child.kill('SIGKILL');
      await this.#exited;
      return this.#remove('it does not stop');
    }
    return this.#remove(how === '0' ? undefined : `it ended with ${how}`);
  }

  async #remove(problem) {
    let left = this.descendants();
    // The watchdog ends them where the server could not.
    for (const end = Date.now() + 10_000; left.length > 0 && Date.now() < end; left = this.descendants())
      await delay(100);
    for (const pid of left) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has just ended.
      }
    }
    rmSync(this.#folder, { recursive: true, force: true });
    return problem ?? (left.length > 0 ? `${left.length} processes outlived it` : undefined);
  }
}
