/** Three replicas behind HAProxy under load: one is killed, one is rolled. `npm run build` comes first. */
import { createTally } from '../support/tally.mjs';
import { hasHaproxy, startBalancer } from './balancer.mjs';
import { KEY, PASSWORD, Replica } from './replica.mjs';
import { upheaval } from './upheaval.mjs';
import { waitUntil } from './wait.mjs';

const HEADERS = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
const SEVERAL = Array.from({ length: 9 });
/** It takes less than a minute and a half, also on a machine that does much else. */
const LIMIT_MS = 120_000;

if (!hasHaproxy()) {
  console.error('haproxy is missing: install it, e.g. `apt-get install --no-install-recommends haproxy`.');
  process.exit(1);
}

const { note: check, end } = createTally();
const show = (list) => list.length > 0 && `${list.length} times: ${JSON.stringify(list.slice(0, 3))}`;
const notServed = (statuses) => show(statuses.filter((status) => status !== 200));

const replicas = ['a', 'b', 'c'].map((name) => new Replica(name));
let balancer;
process.on('exit', () => {
  balancer?.kill();
  for (const replica of replicas) replica.remove();
});
setTimeout(() => {
  console.log(`FAILED it takes longer than ${LIMIT_MS} ms`);
  process.exit(1);
}, LIMIT_MS);
try {
  await Promise.all(replicas.map((replica) => replica.start()));
  await waitUntil('every replica to be ready', async () =>
    (await Promise.all(replicas.map(isReady))).every(Boolean),
  );
  balancer = await startBalancer(replicas);
  await upheaval({ balancer, replicas, check, show });
  await leavingClients();
  await keptResponses();
  await dashboardSession();
  await refusedLogin();
  await balancer.stop();
  // As Ctrl-C twice: nobody waits for load balancers then.
  for (const replica of replicas) replica.end('SIGINT');
  const endings = await Promise.all(replicas.map((replica) => replica.end('SIGINT')));
  check('every replica ends well', show(endings.filter((how) => how !== 0)));
} catch (error) {
  check('the run', error.stack);
}
end();

async function isReady({ address }) {
  return (await fetch(`http://${address}/readyz`)).status === 200;
}

/** All share one login: it makes all of them unready, and no client may be left with a balancer's word for that. */
async function refusedLogin() {
  for (const replica of replicas) replica.end('SIGINT');
  await Promise.all(replicas.map((replica) => replica.end('SIGINT')));
  const boot = { exit: 41, terminalReason: 'auth_required', errors: ['Not logged in'] };
  const refusing = { QODER_SIMULATOR_SCRIPT: JSON.stringify({ boot }) };
  await Promise.all(replicas.map((replica) => replica.start(refusing)));
  const ask = () =>
    post('/v1/chat/completions', { model: 'auto', messages: [{ role: 'user', content: 'x' }] });
  const codes = () => Promise.all(SEVERAL.map(async () => (await (await ask()).json()).error?.code));
  const known = await waitUntil('the login to be known as refused', async () =>
    (await codes()).every((code) => code === 'qoder_auth_failed'),
  ).catch(String);
  check('where no replica is ready each says why', known);
  const page = await fetch(`${balancer.url}/dashboard/`);
  check('and shows its dashboard', notServed([page.status]));
  await Promise.all(replicas.map((replica) => replica.end('SIGKILL')));
  const { code } = (await (await ask()).json()).error;
  check('where none is alive the balancer says so', code === 'no_replica' ? undefined : code);
  await Promise.all(replicas.map((replica) => replica.start()));
}

async function running() {
  const turns = await Promise.all(replicas.map((replica) => replica.running()));
  return turns.reduce((sum, one) => sum + one);
}

function post(path, body, init = {}) {
  return fetch(balancer.url + path, {
    method: 'POST',
    headers: HEADERS,
    body: JSON.stringify(body),
    ...init,
  });
}

/** Credits flow as long as a turn runs: it must not outlive its client, although the balancer stands between them. */
async function leavingClients() {
  for (const stream of [true, false]) {
    await waitUntil('no turn to run', async () => (await running()) === 0);
    const leaving = new AbortController();
    const content = '<simulate>[{"text":"x"},{"hang":true}]</simulate>';
    const body = { model: 'auto', stream, messages: [{ role: 'user', content }] };
    const asked = post('/v1/chat/completions', body, { signal: leaving.signal }).catch(() => undefined);
    await waitUntil('its turn to run', async () => (await running()) === 1);
    leaving.abort();
    await asked;
    const left = await waitUntil('its turn to end', async () => (await running()) === 0).catch(String);
    check(`a client that leaves ${stream ? 'a stream' : 'before its answer'} ends its turn`, left);
  }
}

async function keptResponses() {
  const input = '<simulate>[{"text":"kept"}]</simulate>';
  const say = (more) => post('/v1/responses', { model: 'auto', input, ...more });
  const { id } = await (await say()).json();
  const found = SEVERAL.map(() => fetch(`${balancer.url}/v1/responses/${id}`, { headers: HEADERS }));
  check('a kept response is found again', notServed((await Promise.all(found)).map(({ status }) => status)));
  const statuses = [];
  for (const _ of SEVERAL) statuses.push((await say({ previous_response_id: id })).status);
  check('a conversation goes on by previous_response_id', notServed(statuses));
}

async function dashboardSession() {
  const signedIn = await post('/dashboard/api/session', { password: PASSWORD });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const read = SEVERAL.map(() => fetch(`${balancer.url}/dashboard/api/overview`, { headers: { cookie } }));
  check(
    'the dashboard stays with one replica',
    notServed((await Promise.all(read)).map(({ status }) => status)),
  );
}
