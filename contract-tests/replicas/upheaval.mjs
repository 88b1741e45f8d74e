import { setTimeout as delay } from 'node:timers/promises';
import { startLoad } from './load.mjs';
import { waitUntil } from './wait.mjs';

const CLIENTS = 15;
/** So many turns run on a replica when it is killed or told to end. */
const LEAST_RUNNING = 3;
/** How long the load goes on with all replicas there. */
const CALM_MS = 2_500;

async function isBusy(replica) {
  await waitUntil(`turns to run on ${replica.name}`, async () => (await replica.running()) >= LEAST_RUNNING);
}

/** Ends a replica, starts it again, and waits for the balancer to see both. */
async function replaced(balancer, replica, signal) {
  await isBusy(replica);
  const down = balancer.sees(replica, 'DOWN');
  const toldAt = performance.now();
  const how = await replica.end(signal);
  const { endedAt } = replica;
  await down;
  await delay(CALM_MS);
  const up = balancer.sees(replica, 'UP');
  await replica.start();
  await up;
  const backAt = performance.now();
  await delay(CALM_MS);
  return { toldAt, how, endedAt, backAt };
}

/** Kills a replica and rolls another while clients ask without a pause, and checks what became of each request. */
export async function upheaval({ balancer, replicas, check, show }) {
  const [killed, rolled, spared] = replicas;
  const load = startLoad(balancer.url, CLIENTS);
  await delay(CALM_MS);
  const kill = await replaced(balancer, killed, 'SIGKILL');
  const roll = await replaced(balancer, rolled, 'SIGTERM');
  const outcomes = await load.stop();

  // A line is written once its client has the answer.
  await waitUntil('every answer to be in the log of the balancer', () => {
    const known = new Set(balancer.requests().map(({ sent }) => sent));
    return outcomes.every(({ id, result }) => result === 'failed' || known.has(id));
  });
  const lines = new Map(balancer.requests().map((line) => [line.sent, line]));
  const failed = outcomes.filter(({ result }) => result === 'failed');
  const servedBy = (replica, from, to) =>
    outcomes.filter(
      ({ id, startedAt }) => lines.get(id)?.replica === replica.name && startedAt > from && startedAt < to,
    );
  const wasThere = ({ id, startedAt, endedAt }) => {
    if (startedAt > kill.endedAt || endedAt < kill.toldAt) return false;
    const line = lines.get(id);
    if (line !== undefined) return line.replica === killed.name;
    // On a connection that the client had used before, HAProxy ends both without a line in its log.
    return ![rolled, spared].some((replica) => replica.wasAsked(id));
  };
  const details = failed.map(({ detail }) => detail);
  console.log(`${outcomes.length} requests, ${failed.length} failed: ${[...new Set(details)].join(', ')}`);

  check('every answer is whole, or fails visibly', show(outcomes.filter(({ result }) => result === 'wrong')));
  check('what ran on the killed replica failed', failed.length === 0 && 'nothing did');
  check('nothing else failed', show(failed.filter((outcome) => !wasThere(outcome))));
  const onRolled = servedBy(rolled, 0, roll.toldAt).filter(({ endedAt }) => endedAt > roll.toldAt);
  check('the rolled replica ended with 0', roll.how !== 0 && `it ended with ${roll.how}`);
  check(
    'what ran on the rolled replica was finished',
    onRolled.length === 0 ? 'nothing ran on it' : show(onRolled.filter(({ result }) => result !== 'whole')),
  );
  const refusals = [429, 503];
  check(
    'no replica refused anything',
    show([...lines.values()].filter(({ status }) => refusals.includes(status))),
  );
  for (const [replica, { endedAt, backAt }] of [
    [killed, kill],
    [rolled, roll],
  ]) {
    const meanwhile = servedBy(replica, endedAt, backAt - CALM_MS).length;
    const afterwards = servedBy(replica, backAt, Number.POSITIVE_INFINITY).length;
    check(
      `${replica.name} serves again once it is back, and the others until then`,
      (afterwards === 0 || meanwhile > 0 || servedBy(spared, endedAt, backAt).length === 0) &&
        `${meanwhile} requests before, ${afterwards} after`,
    );
  }
}
