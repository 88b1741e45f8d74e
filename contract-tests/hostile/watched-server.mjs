import { fork } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { BoundedServer, BYSTANDER_KEYS } from './server.mjs';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const QUIET_MS = 60_000;
const DESCRIPTOR_SLACK = 12;
const MEMORY_SLACK_MB = 150;
/** A request has one line, or two; one that is cut says so. */
const LOG_PER_REQUEST = 4_000;
const LOG_SLACK = 1_000_000;

/** A bounded server, with what watches it and the other keys that use it, each in a process of its own. */
export class WatchedServer {
  /** What was wrong, and when: { from, at, invariant, problem }. */
  violations = [];
  state = {};
  slowestMs = 0;
  mostResidentMb = 0;
  counts = { whole: 0, refused: 0 };
  #server;
  #helpers = [];
  #baseline;

  static async start() {
    const watched = new WatchedServer();
    watched.#server = await BoundedServer.start();
    await watched.#watch();
    return watched;
  }

  async #watch() {
    const { pid, port } = this.#server;
    const watch = fork(here('./watch-process.mjs'), [pid, port]);
    const bystanders = fork(here('./bystander-process.mjs'), [port, BYSTANDER_KEYS.join()]);
    this.#helpers = [watch, bystanders];
    for (const helper of this.#helpers) helper.on('message', (message) => this.#hear(message));
    // What is loaded at first use is in use from then on.
    for (const until = Date.now() + 60_000; this.counts.whole < 12 && Date.now() < until; ) await delay(100);
    await delay(1_500);
    this.#baseline = { ...this.state };
    this.resetPeaks();
  }

  #hear(message) {
    if (message.problem) this.violations.push(message);
    if (message.counts) this.counts = message.counts;
    if (message.state) {
      this.state = message.state;
      this.slowestMs = Math.max(this.slowestMs, message.state.slowestMs);
      this.mostResidentMb = Math.max(this.mostResidentMb, message.state.mostResidentMb);
    }
  }

  resetPeaks() {
    this.slowestMs = 0;
    this.mostResidentMb = 0;
  }

  get port() {
    return this.#server.port;
  }

  get isAlive() {
    return this.#server.ended === undefined;
  }

  /** What is wrong since a time. */
  since(time) {
    const wrong = this.violations.filter(({ at }) => at >= time);
    if (this.#server.ended === undefined) return wrong;
    const last = this.#server.tail.trim().split('\n').at(-1)?.slice(0, 500);
    return [
      {
        from: time,
        at: time,
        invariant: 'lives',
        problem: `the server ended with ${this.#server.ended}: ${last}`,
      },
    ];
  }

  /** Waits until it uses about what it used before. @returns the problem. */
  async settles() {
    const isBack = () =>
      this.state.descriptors <= this.#baseline.descriptors + DESCRIPTOR_SLACK &&
      this.state.residentMb <= this.#baseline.residentMb + MEMORY_SLACK_MB;
    const until = Date.now() + QUIET_MS;
    await delay(1_000);
    while (this.isAlive && !isBack() && Date.now() < until) await delay(250);
    const show = ({ descriptors, residentMb }) => `${descriptors} descriptors and ${residentMb} MB`;
    return isBack()
      ? undefined
      : `it uses ${show(this.state)} after ${QUIET_MS} ms; before it was ${show(this.#baseline)}`;
  }

  /** Others are served again. @returns the problem. */
  async servesOthers() {
    const before = this.counts.whole;
    for (const until = Date.now() + 20_000; this.isAlive && Date.now() < until; await delay(100)) {
      if (this.counts.whole >= before + 3) return undefined;
    }
    return 'no other key was served in 20 s';
  }

  /** @returns what is wrong with its log after so many requests. */
  log(requests) {
    if (this.#server.leaked.size > 0) return `its log shows ${[...this.#server.leaked].join(', ')}`;
    const most = LOG_SLACK + (requests + this.counts.whole + this.counts.refused) * LOG_PER_REQUEST;
    return this.#server.logged > most
      ? `${this.#server.logged} characters of log for ${requests} requests`
      : undefined;
  }

  get tail() {
    return this.#server.tail;
  }

  /** @returns what is wrong with its end. */
  async stop() {
    for (const helper of this.#helpers) helper.kill('SIGKILL');
    return this.#server.stop();
  }
}
