import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { shrink } from './shrink.mjs';
import { WatchedServer } from './watched-server.mjs';

/** As many run at once: what one does may hit another. */
const AT_ONCE = 3;
/** More than the watch needs to find a stall that has begun. */
const SETTLE_MS = 1_300;
/** A run that reaches fewer proves nothing. */
const LEAST_CASES = 15;
/** How far a family may overrun its time to reach them. */
const MOST_SHARES = 3;
const SHRINK_MS = 120_000;
const BATCH = 60;

const INVARIANTS = {
  answers: 'every request is answered as the contract says, or cut',
  lives: 'the process lives',
  healthz: '/healthz answers within a second',
  memory: 'it stays below 700 MB',
  others: 'the answers of other keys are whole',
  returns: 'memory and descriptors return',
  log: 'its log is bounded and shows no secret',
  end: 'it ends well, and leaves nothing behind',
};

/** One family of hostile cases, against a server of its own. */
export class FamilyRun {
  #family;
  #seed;
  #cases = 0;
  #statuses = {};
  #wrong = new Map();

  constructor(family, seed) {
    this.#family = family;
    this.#seed = seed;
  }

  /**
   * Sends cases until it is enough, or one fails.
   * @param enough either `milliseconds` or `cases`.
   * @returns {{checks: [string, string?, string?][], failure?: object}}
   */
  async run(enough) {
    const leastCases = Math.min(LEAST_CASES, enough.cases ?? LEAST_CASES);
    const server = await WatchedServer.start();
    const startedAt = Date.now();
    const isEnough = () => {
      if (enough.cases !== undefined) return this.#cases >= enough.cases;
      const share = (Date.now() - startedAt) / enough.milliseconds;
      return share > MOST_SHARES || (share > 1 && this.#cases >= leastCases);
    };
    let failure;
    let before = [];
    for (let first = 0; !isEnough() && failure === undefined; first += BATCH) {
      const recipes = this.#generate(first, BATCH);
      for (let at = 0; at < recipes.length && !isEnough() && failure === undefined; at += AT_ONCE) {
        const sent = recipes.slice(at, at + AT_ONCE);
        const problems = await this.#send(server, sent);
        this.#cases += sent.length;
        // A server that ends lets others finish: what ended it may have come before.
        if (problems.length > 0) failure = { index: first + at, recipes: [...sent, ...before], problems };
        before = sent;
      }
    }
    if (server.isAlive) await this.#aftermath(server);
    const remark = `${JSON.stringify(this.#statuses)}, slowest /healthz ${server.slowestMs} ms, most memory ${server.mostResidentMb} MB, ${server.counts.whole} answers of others, ${server.counts.refused} refusals that were tried again`;
    const { tail } = server;
    this.#note(await server.stop(), 'end');
    if (failure !== undefined) failure = { ...(await this.#narrow(failure)), log: tail.slice(-4_000) };
    return { checks: this.#checks(remark, leastCases), failure };
  }

  /** Cases by themselves, one after the other, against a fresh server. @returns what is wrong. */
  async alone(recipes) {
    const server = await WatchedServer.start();
    const problems = await this.#send(server, recipes);
    const end = await server.stop();
    return end ? [...problems, { invariant: 'end', problem: end }] : problems;
  }

  /** The same seed makes the same cases, however many are taken at once. */
  #generate(first, count) {
    return fc.sample(this.#family.arbitrary, {
      seed: this.#seed + first,
      numRuns: count,
      // Few of many kinds are drawn: none is to come oftener for standing first or last.
      unbiased: true,
    });
  }

  async #send(server, recipes) {
    const from = Date.now();
    const results = await Promise.all(
      recipes.map((recipe) =>
        this.#family
          .run(server, recipe)
          .catch((error) => ({ problem: `the harness failed: ${error.stack}` })),
      ),
    );
    for (const { status } of results)
      this.#statuses[status ?? 'raw'] = (this.#statuses[status ?? 'raw'] ?? 0) + 1;
    const answers = results.flatMap(({ problem }) => (problem ? [{ invariant: 'answers', problem }] : []));
    if (answers.length > 0 || server.since(from).length > 0) await delay(SETTLE_MS);
    const found = [...server.since(from), ...(server.isAlive ? answers : [])];
    for (const { invariant, problem } of found) this.#note(problem, invariant);
    return found;
  }

  async #aftermath(server) {
    const from = Date.now();
    this.#note(await server.settles(), 'returns');
    this.#note(await server.servesOthers(), 'others');
    this.#note(server.log(this.#cases * 100), 'log');
    for (const { invariant, problem } of server.since(from)) this.#note(problem, invariant);
  }

  #note(problem, invariant) {
    if (problem && !this.#wrong.has(invariant)) this.#wrong.set(invariant, problem);
  }

  /** Which of the cases that ran at once it is, as small as it can be made in a time. */
  async #narrow(failure) {
    const until = Date.now() + SHRINK_MS;
    for (const recipe of failure.recipes) {
      if (Date.now() > until) return { ...failure, remark: 'there was no time to try each by itself' };
      const problems = await this.alone([recipe]);
      if (problems.length === 0) continue;
      const smaller = await shrink(recipe, async (one) => (await this.alone([one])).length > 0, until);
      return { index: failure.index, recipes: [smaller], problems, first: recipe };
    }
    return { ...failure, remark: 'none of them fails by itself' };
  }

  #checks(remark, leastCases) {
    const least =
      this.#wrong.size === 0 && this.#cases < leastCases ? `only ${this.#cases} cases` : undefined;
    return [
      [`${this.#cases} cases`, least, remark],
      ...Object.entries(INVARIANTS).map(([invariant, name]) => [name, this.#wrong.get(invariant)]),
    ];
  }
}
