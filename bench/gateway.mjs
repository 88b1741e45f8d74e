import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../dist/src/main.js', import.meta.url));
const KEY = 'bench-key';
const PAGE_BYTES = 4_096;

/** The built server with the simulator, and a client that does no more than read. */
export class Gateway {
  #child;
  #port;
  #agent = new http.Agent({ keepAlive: true });
  /** Milliseconds from spawn to listening. */
  startMs;

  static async start(environment = {}) {
    const gateway = new Gateway();
    const startedAt = performance.now();
    gateway.#child = spawn(process.execPath, [MAIN], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        PORT: '0',
        HOST: '127.0.0.1',
        PROXY_API_KEY: KEY,
        QODER_BACKEND: 'simulator',
        ...environment,
      },
    });
    // The banner, since a log may be silent.
    gateway.#port = await new Promise((resolve) => {
      gateway.#child.stderr.setEncoding('utf8').on('data', (text) => {
        const port = /http:\/\/localhost:(\d+)/.exec(text)?.[1];
        if (port) resolve(Number(port));
      });
    });
    gateway.startMs = performance.now() - startedAt;
    return gateway;
  }

  #request(method, path, body, signal) {
    return new Promise((resolve, reject) => {
      const request = http.request(
        {
          host: '127.0.0.1',
          port: this.#port,
          method,
          path,
          agent: this.#agent,
          signal,
          headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
        },
        resolve,
      );
      request.on('error', reject);
      request.end(body);
    });
  }

  async get(path) {
    const response = await this.#request('GET', path);
    response.setEncoding('utf8');
    let text = '';
    for await (const piece of response) text += piece;
    return JSON.parse(text);
  }

  /** Waits until so many processes wait and none boots: on a machine of two cores a boot takes one of them. */
  async rested(count) {
    for (;;) {
      const { warm, booting } = (await this.get('/readyz')).pool;
      if (warm >= count && booting === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** One streamed turn. Times are in milliseconds from the call; `answer` is the text, read after the clock has stopped. */
  async turn(text, messages = [{ role: 'user', content: text }], signal = undefined, more = {}) {
    const startedAt = performance.now();
    const body = JSON.stringify({ model: 'auto', stream: true, messages, ...more });
    const response = await this.#request('POST', '/v1/chat/completions', body, signal);
    let firstMs;
    const pieces = [];
    for await (const piece of response) {
      firstMs ??= performance.now() - startedAt;
      pieces.push(piece);
    }
    const totalMs = performance.now() - startedAt;
    if (response.statusCode !== 200) throw new Error(`${response.statusCode}: ${Buffer.concat(pieces)}`);
    return { firstMs, totalMs, answer: () => answerOf(Buffer.concat(pieces).toString('utf8')) };
  }

  get url() {
    return `http://127.0.0.1:${this.#port}`;
  }

  get pid() {
    return this.#child.pid;
  }

  residentBytes() {
    const [, pages] = readFileSync(`/proc/${this.pid}/statm`, 'utf8').split(' ');
    return Number(pages) * PAGE_BYTES;
  }

  async stop() {
    this.#agent.destroy();
    this.#child.kill('SIGTERM');
    await once(this.#child, 'exit');
  }
}

/** The text of a stream. Throws when it is not whole. */
function answerOf(frames) {
  if (!frames.endsWith('data: [DONE]\n\n')) throw new Error(`a stream broke off: ${frames.slice(-200)}`);
  return frames
    .split('\n\n')
    .filter((frame) => frame.startsWith('data: {'))
    .map((frame) => JSON.parse(frame.slice('data: '.length)).choices[0]?.delta.content ?? '')
    .join('');
}
