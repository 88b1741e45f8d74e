import { execFileSync, spawn } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const SIMULATOR = fileURLToPath(new URL('../dist/src/simulator/main.js', import.meta.url));

const ARGUMENTS = [
  '--print',
  ...['--input-format', 'stream-json', '--output-format', 'stream-json'],
  '--include-partial-messages',
  ...['--tools', ''],
  ...['--permission-mode', 'dont_ask'],
];

/** The least that can be done with the simulator: what a script of a few lines would do. */
export class SimulatorProcess {
  #child;
  #folder = mkdtempSync(path.join(tmpdir(), 'qoder-bench-'));
  #rest = '';
  #onLine = () => undefined;

  constructor(environment = {}) {
    const fifo = path.join(this.#folder, 'auth');
    execFileSync('mkfifo', ['-m', '600', fifo]);
    this.#child = spawn(process.execPath, [SIMULATOR, ...ARGUMENTS], {
      stdio: ['pipe', 'pipe', 'ignore'],
      cwd: this.#folder,
      env: {
        PATH: process.env.PATH,
        HOME: this.#folder,
        QODER_AGENT_SDK_ENTRYPOINT: 'bench',
        QODER_SDK_AUTH_PAYLOAD_FILE: fifo,
        ...environment,
      },
    });
    this.#child.stdout.setEncoding('utf8').on('data', (text) => {
      const lines = (this.#rest + text).split('\n');
      this.#rest = lines.pop();
      for (const line of lines) this.#onLine(line);
    });
    this.#deliver(fifo);
  }

  #deliver(fifo) {
    try {
      const file = openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK);
      writeSync(file, '{"type":"accessToken","accessToken":"simulator"}');
      closeSync(file);
    } catch (error) {
      if (error.code !== 'ENXIO') throw error;
      setTimeout(() => this.#deliver(fifo), 2);
    }
  }

  #send(message) {
    this.#child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  #request(subtype, fields = {}) {
    return new Promise((resolve) => {
      this.#onLine = (line) => line.includes('"control_response"') && resolve();
      this.#send({
        type: 'control_request',
        request_id: subtype,
        request: { type: subtype, subtype, ...fields },
      });
    });
  }

  boot() {
    return this.#request('interrupt');
  }

  /** Binds and runs one turn. Times are in milliseconds from the call. */
  async turn(text) {
    const startedAt = performance.now();
    let firstMs;
    let answer = '';
    await this.#request('initialize', { systemPrompt: 'x', model: 'auto' });
    await new Promise((resolve) => {
      this.#onLine = (line) => {
        const message = JSON.parse(line);
        if (message.type === 'result') resolve();
        if (message.event?.delta?.type !== 'text_delta') return;
        firstMs ??= performance.now() - startedAt;
        answer += message.event.delta.text;
      };
      const content = [{ type: 'text', text }];
      this.#send({ type: 'user', message: { role: 'user', content }, parent_tool_use_id: null });
    });
    return { firstMs, totalMs: performance.now() - startedAt, answer: () => answer };
  }

  close() {
    this.#child.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
